package dev.rapport.inference.model.hub;

import dev.rapport.schemas.id.Sha256;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** Downloads the contents of one file into the cache: resumes where it stopped, checks the checksum, then renames it. */
final class BlobDownload {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-.*");
    private static final int CHUNK = 1 << 20;

    private final HubClient client;
    private final HubCache cache;
    private final String commit;
    private final RemoteFile file;
    private final long maxBytes;
    private long furthest;

    /** @param maxBytes bytes that it may have */
    BlobDownload(HubClient client, HubCache cache, String commit, RemoteFile file, long maxBytes) {
        this.client = client;
        this.cache = cache;
        this.commit = commit;
        this.file = file;
        this.maxBytes = maxBytes;
    }

    /** Bytes that do not have to be fetched any more. */
    long present() throws IOException {
        var blob = cache.blob(file.blob());
        var incomplete = cache.incomplete(file.blob());
        return Files.exists(blob) ? Files.size(blob) : Files.exists(incomplete) ? Files.size(incomplete) : 0;
    }

    /** @param progress called with the number of bytes on disk */
    Path run(Retries retries, LongConsumer progress) throws IOException, HubException, InterruptedException {
        var blob = cache.blob(file.blob());
        if (Files.exists(blob)) {
            return blob;
        }
        cache.begin();
        var incomplete = cache.incomplete(file.blob());
        var resumed = Files.exists(incomplete) && Files.size(incomplete) > 0;
        try (var channel = FileChannel.open(incomplete, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            receiveAll(channel, retries, progress);
            if (!isRight(incomplete)) {
                if (resumed) {
                    // The part that was there before may be damaged.
                    channel.truncate(0);
                    receiveAll(channel, retries, progress);
                }
                if (!resumed || !isRight(incomplete)) {
                    Files.delete(incomplete);
                    throw new HubException(file.name() + " of " + client.hub() + ": SHA-256 must be " + file.blob()
                            + ", is not: the download was damaged and is deleted");
                }
            }
            channel.force(true);
        }
        Files.move(incomplete, blob, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return blob;
    }

    private void receiveAll(FileChannel channel, Retries retries, LongConsumer progress)
            throws IOException, HubException, InterruptedException {
        while (true) {
            try {
                receive(channel, retries, progress);
                retries.done();
                return;
            } catch (TransientException fault) {
                retries.after(fault);
            }
        }
    }

    private void receive(FileChannel channel, Retries retries, LongConsumer progress)
            throws IOException, HubException, TransientException, InterruptedException {
        var size = file.size().orElse(-1);
        if (size >= 0 && channel.size() > size) {
            channel.truncate(0);
        }
        if (size >= 0 && channel.size() == size) {
            return;
        }
        var response = client.open(commit, file.name(), channel.size());
        try (var body = response.body()) {
            startAt(channel, response);
            progress.accept(channel.size());
            copy(body, response, channel, retries, progress);
        }
        if (size >= 0 && channel.size() < size) {
            throw new TransientException(
                    response.uri().getHost() + " sends " + channel.size() + " of " + size + " bytes of " + file.name());
        }
    }

    /** Truncates the file to where the response begins. */
    private void startAt(FileChannel channel, HttpResponse<?> response)
            throws IOException, HubException, TransientException {
        if (response.statusCode() == HubClient.BEYOND) {
            channel.truncate(0);
            throw new TransientException(response.uri().getHost() + " cannot resume " + file.name() + " (416)");
        }
        if (response.statusCode() != HubClient.PARTIAL) {
            channel.truncate(0);
        } else {
            var range =
                    RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
            if (!range.matches() || Long.parseLong(range.group(1)) != channel.size()) {
                throw new HubException(response.uri().getHost() + " must send " + file.name() + " from byte "
                        + channel.size() + " on, sends another range");
            }
        }
        channel.position(channel.size());
        furthest = Math.max(furthest, channel.size());
    }

    private void copy(
            BodyReader body, HttpResponse<?> response, FileChannel channel, Retries retries, LongConsumer progress)
            throws IOException, HubException, TransientException, InterruptedException {
        var limit = Math.min(maxBytes, file.size().orElse(maxBytes));
        while (true) {
            var piece = next(body, response);
            if (piece.isEmpty()) {
                return;
            }
            for (var buffer : piece) {
                if (channel.position() + buffer.remaining() > limit) {
                    throw new HubException(response.uri().getHost() + " must send at most " + limit + " bytes of "
                            + file.name() + ", sends more");
                }
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            if (channel.position() > furthest) {
                retries.received(channel.position() - furthest);
                furthest = channel.position();
            }
            progress.accept(channel.position());
        }
    }

    /** Faults of the network are transient, those of the disk are not. */
    private List<ByteBuffer> next(BodyReader body, HttpResponse<?> response)
            throws TransientException, InterruptedException {
        try {
            return body.next();
        } catch (IOException e) {
            throw client.broken(e, response);
        }
    }

    private boolean isRight(Path incomplete) throws IOException {
        if (!file.hasChecksum()) {
            return true;
        }
        var digest = Sha256.digest();
        var buffer = new byte[CHUNK];
        try (var in = Files.newInputStream(incomplete)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).equals(file.blob());
    }
}
