package dev.rapport.inference.model.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Downloads one model: what its main branch is now, the files that are missing, then the name under which it is found. */
final class Download {
    private static final int MOST_LISTED_BYTES = 16 << 20;
    /** Of a file that is read whole; weights are mapped. */
    private static final long MOST_READ_BYTES = 128L << 20;

    /** One question to the hub. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws HubException, PassingFault, InterruptedException;
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

    /** The folder, with all that is wanted. */
    Path run(Wanted wanted) throws IOException, HubException, InterruptedException {
        var revision = asked(() -> client.revision(MOST_LISTED_BYTES));
        var commit = revision.commit();
        var files = new LinkedHashMap<String, RemoteFile>();
        for (var name : ModelFiles.required(revision.files(), wanted)) {
            files.put(name, described(commit, name));
            // These two say what else is needed, and whether it is of any use.
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
        for (var name : ModelFiles.extras(revision.files(), wanted)) {
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
            throw new HubException("there is no room for it in " + cache.root() + ": needs "
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
        var file = asked(() -> client.describe(commit, name));
        if (file.size().orElse(0) > most(file)) {
            throw new HubException(name + " must have at most " + (MOST_READ_BYTES >> 20) + " MiB, has "
                    + (file.size().orElse(0) >> 20));
        }
        return file;
    }

    private BlobDownload blob(String commit, RemoteFile file) {
        return new BlobDownload(client, cache, commit, file, most(file));
    }

    private static long most(RemoteFile file) {
        return file.name().endsWith(".safetensors") ? Long.MAX_VALUE : MOST_READ_BYTES;
    }

    private <T> T asked(Question<T> question) throws HubException, InterruptedException {
        while (true) {
            try {
                var answer = question.ask();
                retries.done();
                return answer;
            } catch (PassingFault fault) {
                retries.after(fault);
            }
        }
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }
}
