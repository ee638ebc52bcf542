package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a body up to a limit that holds after decompression too, so that a small one cannot expand beyond it. */
public final class RequestBody {
    /** How much is still read of a body that is too large, in limits, so that its sender sees the answer. */
    private static final int DRAIN_FACTOR = 16;

    private static final int MIN_BUFFER = 8_192;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int limit;

    /** @param limit maximum number of bytes, of the body as sent and of what it decompresses to */
    public RequestBody(int limit) {
        this.limit = limit;
    }

    /**
     * Reads everything.
     *
     * @param encoding value of {@code Content-Encoding}; gzip is recognised without it too
     */
    public byte[] read(InputStream in, @Nullable String encoding) throws IOException, RefusedRequestException {
        var name = encoding == null ? "identity" : encoding.trim().toLowerCase(Locale.ROOT);
        var sent = atMostLimit(in);
        return switch (name) {
            case "", "identity", "gzip", "x-gzip" -> withoutMark(isGzip(sent) ? decompressed(sent) : sent);
            default ->
                throw new RefusedRequestException(
                        Reason.UNSUPPORTED_ENCODING, "Content-Encoding must be gzip or absent");
        };
    }

    private byte[] decompressed(byte[] sent) throws RefusedRequestException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(sent), 8_192)) {
            return atMostLimit(gzip);
        } catch (ZipException | EOFException e) {
            throw new RefusedRequestException(Reason.BROKEN_COMPRESSION, "the body is not complete gzip data");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail otherwise", e);
        }
    }

    private byte[] atMostLimit(InputStream in) throws IOException, RefusedRequestException {
        // Most bodies are there whole and are read at once.
        var bytes = new byte[Math.min(limit, Math.max(in.available(), MIN_BUFFER)) + 1];
        var size = in.readNBytes(bytes, 0, bytes.length);
        while (size == bytes.length && size <= limit) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit + 1L, 2L * size));
            size += in.readNBytes(bytes, size, bytes.length - size);
        }
        if (size > limit) {
            if (!(in instanceof GZIPInputStream)) {
                in.skip((long) limit * DRAIN_FACTOR);
            }
            throw new RefusedRequestException(
                    Reason.REQUEST_TOO_LARGE, "the body is larger than " + limit + " bytes, split the batch");
        }
        return Arrays.copyOf(bytes, size);
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == (byte) 0x1F && bytes[1] == (byte) 0x8B;
    }

    private static byte[] withoutMark(byte[] body) {
        var length = BYTE_ORDER_MARK.length;
        if (body.length < length || !Arrays.equals(body, 0, length, BYTE_ORDER_MARK, 0, length)) {
            return body;
        }
        return Arrays.copyOfRange(body, length, body.length);
    }
}
