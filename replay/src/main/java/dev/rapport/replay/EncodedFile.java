package dev.rapport.replay;

import dev.rapport.schemas.id.Sha256;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * A file of text. A byte order mark, where there is one, says which encoding it is in; nothing that is not text is
 * replaced.
 *
 * @param encoding without a byte order mark
 */
record EncodedFile(Path path, Charset encoding) {
    private static final int BUFFER = 64 * 1024;
    /** How archives begin, and workbooks, which are archives: no text does. */
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /**
     * The first byte that is not text.
     *
     * @param offset   bytes before it, a byte order mark not counted
     * @param value    0 to 255
     * @param encoding that it breaks
     */
    record BadByte(long offset, int value, Charset encoding) {
        @Override
        public String toString() {
            return String.format("byte 0x%02X is not %s", value, encoding);
        }
    }

    /** Reads the text; fails with a {@link java.nio.charset.CharacterCodingException} at what is not text. */
    BufferedReader open() throws IOException {
        return open(new BytesRead());
    }

    /** As {@link #open()}, counted. */
    BufferedReader open(BytesRead read) throws IOException {
        var bytes = bytes(read);
        return new BufferedReader(new InputStreamReader(bytes, encoding(bytes).newDecoder()));
    }

    /** Reads the whole file. */
    Optional<BadByte> firstBadByte() throws IOException {
        try (var bytes = bytes(new BytesRead())) {
            var charset = encoding(bytes);
            var channel = Channels.newChannel(bytes);
            var decoder = charset.newDecoder();
            var in = ByteBuffer.allocate(BUFFER);
            var out = CharBuffer.allocate(BUFFER);
            var offset = 0L;
            for (var isAtEnd = false; !isAtEnd; in.compact()) {
                isAtEnd = channel.read(in) < 0;
                in.flip();
                var result = decoder.decode(in, out.clear(), isAtEnd);
                offset += in.position();
                if (result.isError()) {
                    return Optional.of(new BadByte(offset, in.get(in.position()) & 0xFF, charset));
                }
                isAtEnd &= result.isUnderflow();
            }
            return Optional.empty();
        }
    }

    /** The text before a bad byte, and one sign in its place: whoever reads it comes to where the byte is. */
    BufferedReader upTo(BadByte bad) throws IOException {
        var before = BoundedInputStream.builder()
                .setInputStream(bytes(new BytesRead()))
                .setMaxCount(bad.offset())
                .get();
        var sign = new ByteArrayInputStream("?".getBytes(bad.encoding()));
        return new BufferedReader(new InputStreamReader(new SequenceInputStream(before, sign), bad.encoding()));
    }

    /** What tells this content from any other, as it lies on disk. */
    String fingerprint() throws IOException {
        var digest = Sha256.digest();
        try (var bytes = new DigestInputStream(Files.newInputStream(path), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    long size() throws IOException {
        return Files.size(path);
    }

    /** The bytes, unpacked, without a byte order mark. */
    BOMInputStream bytes(BytesRead read) throws IOException {
        return BOMInputStream.builder()
                .setInputStream(unpacked(read.count(Files.newInputStream(path))))
                .setByteOrderMarks(ByteOrderMark.UTF_8, ByteOrderMark.UTF_16LE, ByteOrderMark.UTF_16BE)
                .get();
    }

    private Charset encoding(BOMInputStream bytes) throws IOException {
        var marked = bytes.getBOMCharsetName();
        return marked == null ? encoding : Charset.forName(marked);
    }

    /** What gzip packed is unpacked, whatever the file is called. */
    private static InputStream unpacked(InputStream in) throws IOException {
        var peek = new PushbackInputStream(in, ZIP.length);
        var magic = peek.readNBytes(ZIP.length);
        peek.unread(magic);
        if (Arrays.equals(magic, ZIP)) {
            peek.close();
            throw new IOException("it is a ZIP archive or a workbook of a spreadsheet: unpack it, or save it as CSV");
        }
        var isGzip = magic.length >= 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
        return isGzip ? new GZIPInputStream(peek, BUFFER) : peek;
    }
}
