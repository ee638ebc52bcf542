package dev.rapport.inference.model.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Downloads one model: looks up its main branch, downloads the files that are missing, then publishes it in the cache. */
final class Download {
    private static final int MAX_LISTED_BYTES = 16 << 20;
    /** Max size of a file that is read as a whole; weights are mapped. */
    private static final long MAX_READ_BYTES = 128L << 20;

    /** One request to the hub. */
    @FunctionalInterface
    private interface Request<T> {
        T send() throws HubException, TransientException, InterruptedException;
    }

    private final HubId id;
    private final HubClient client;
    private final HubCache cache;
    private final Retries retries;
    private final DownloadListener listener;

    Download(HubId id, HubClient client, HubCache cache, Retries retries, DownloadListener listener) {
        this.id = id;
        this.client = client;
        this.cache = cache;
        this.retries = retries;
        this.listener = listener;
    }

    /** The folder, with all required files. */
    Path run(RequiredFiles needed) throws IOException, HubException, InterruptedException {
        var revision = retried(() -> client.revision(MAX_LISTED_BYTES));
        var commit = revision.commit();
        var files = new LinkedHashMap<String, RemoteFile>();
        for (var name : ModelFiles.required(revision.files(), needed)) {
            files.put(name, described(commit, name));
            // These two say what else is needed, and whether the model can be used.
            if (name.equals(ModelFiles.CONFIG)) {
                ModelFiles.requireGpt2(read(commit, files.get(name)));
            } else if (name.equals(ModelFiles.INDEX)) {
                for (var shard : ModelFiles.shards(read(commit, files.get(name)))) {
                    if (!revision.files().contains(shard)) {
                        throw new HubException(shard + " must exist, is missing there");
                    }
                    files.put(shard, described(commit, shard));
                }
            }
        }
        for (var name : ModelFiles.extras(revision.files(), needed)) {
            files.put(name, described(commit, name));
        }
        receive(commit, files);
        for (var file : files.values()) {
            cache.link(commit, file);
        }
        return cache.publish(commit);
    }

    private void receive(String commit, Map<String, RemoteFile> files)
            throws IOException, HubException, InterruptedException {
        var bytes = 0L;
        var present = 0L;
        for (var file : files.values()) {
            var there = blob(commit, file).present();
            bytes += Math.max(file.size().orElse(0), there);
            present += there;
        }
        var room = cache.room();
        if (room > 0 && room < bytes - present) {
            throw new HubException("there is not enough space for it in " + cache.root() + ": needs "
                    + megabytes(bytes - present) + " MB, " + megabytes(room) + " MB are free");
        }
        listener.started(id, client.hub(), bytes, present);
        for (var file : files.values()) {
            var download = blob(commit, file);
            var others = present - download.present();
            present = others + Files.size(download.run(retries, size -> listener.progressed(others + size)));
        }
        listener.finished();
    }

    private byte[] read(String commit, RemoteFile file) throws IOException, HubException, InterruptedException {
        return Files.readAllBytes(blob(commit, file).run(retries, size -> {}));
    }

    private RemoteFile described(String commit, String name) throws HubException, InterruptedException {
        var file = retried(() -> client.describe(commit, name));
        if (file.size().orElse(0) > maxBytes(file)) {
            throw new HubException(name + " must have at most " + (MAX_READ_BYTES >> 20) + " MiB, has "
                    + (file.size().orElse(0) >> 20));
        }
        return file;
    }

    private BlobDownload blob(String commit, RemoteFile file) {
        return new BlobDownload(client, cache, commit, file, maxBytes(file));
    }

    private static long maxBytes(RemoteFile file) {
        return file.name().endsWith(".safetensors") ? Long.MAX_VALUE : MAX_READ_BYTES;
    }

    private <T> T retried(Request<T> request) throws HubException, InterruptedException {
        while (true) {
            try {
                var answer = request.send();
                retries.done();
                return answer;
            } catch (TransientException fault) {
                retries.after(fault);
            }
        }
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }
}
