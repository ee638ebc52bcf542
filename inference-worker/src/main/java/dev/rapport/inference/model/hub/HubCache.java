package dev.rapport.inference.model.hub;

import dev.rapport.runtime.value.FileFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * One model's folder in the cache, in the layout of huggingface_hub: contents under {@code blobs}, and for each commit a
 * folder of links to them under {@code snapshots}; {@code refs/main} names the commit.
 */
final class HubCache {
    /** Makes links; replaced in tests. */
    @FunctionalInterface
    interface Linker {
        Linker SYMBOLIC = Files::createSymbolicLink;

        void link(Path link, Path target) throws IOException;
    }

    private static final Pattern COMMIT = Pattern.compile("\\w[\\w.-]{0,127}");
    /** File locks are the process's: threads need one of their own. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path root;
    private final Path folder;
    private final Linker linker;
    private final Path lockFile;

    /** @param root of the whole cache */
    HubCache(Path root, HubId id, Linker linker) {
        this.root = root;
        this.folder = root.resolve(id.folder());
        this.linker = linker;
        // Python's locks are of a kind that Java's do not see: this one is between processes of ours.
        this.lockFile = root.resolve(".locks").resolve(id.folder()).resolve("rapport.lock");
    }

    Path root() {
        return root;
    }

    /** Whether anything of the model is there. */
    boolean isBegun() {
        return Files.isDirectory(blobs()) || Files.isRegularFile(reference());
    }

    /** The snapshot of the main branch, if it has all that is needed. */
    Optional<Path> snapshot(RequiredFiles needed) throws HubException {
        var reference = reference();
        if (!Files.isRegularFile(reference)) {
            return Optional.empty();
        }
        try {
            var commit = Files.readString(reference).strip();
            if (!COMMIT.matcher(commit).matches()) {
                throw new HubException(reference + ": must name a commit, is \"" + ModelFiles.shown(commit) + "\"");
            }
            var snapshot = folder.resolve("snapshots").resolve(commit);
            return isComplete(snapshot, needed) ? Optional.of(snapshot) : Optional.empty();
        } catch (IOException e) {
            throw new HubException(reference + ": cannot be read: " + FileFault.of(e), e);
        }
    }

    private static boolean isComplete(Path snapshot, RequiredFiles needed) throws IOException {
        if (!ModelFiles.areIn(name -> Files.isRegularFile(snapshot.resolve(name)), needed)) {
            return false;
        }
        if (needed == RequiredFiles.TOKENIZER
                || ModelFiles.areWhole(name -> Files.isRegularFile(snapshot.resolve(name)))) {
            return true;
        }
        try {
            return ModelFiles.shards(Files.readAllBytes(snapshot.resolve(ModelFiles.INDEX))).stream()
                    .allMatch(shard -> Files.isRegularFile(snapshot.resolve(shard)));
        } catch (HubException e) {
            // Opening the folder reports what is wrong with the index.
            return true;
        }
    }

    /** Contents of a name, which may not be there yet. */
    Path blob(String name) {
        return blobs().resolve(name);
    }

    /** The part of a blob that is downloaded. Python's have other names, so that no process writes to a file of another. */
    Path incomplete(String name) {
        return blobs().resolve(name + ".rapport.incomplete");
    }

    /** Makes room for blobs. */
    void begin() throws IOException {
        Files.createDirectories(blobs());
    }

    private Path reference() {
        return folder.resolve("refs").resolve("main");
    }

    private Path blobs() {
        return folder.resolve("blobs");
    }

    /**
     * Waits until no other process and no other thread downloads the model.
     *
     * @param waiting called when that takes a while
     */
    Closeable lock(Runnable waiting) throws IOException, InterruptedException {
        if (!IN_THIS_PROCESS.tryLock()) {
            waiting.run();
            IN_THIS_PROCESS.lockInterruptibly();
        }
        try {
            Files.createDirectories(lockFile.getParent());
            var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    waiting.run();
                    channel.lock();
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            return () -> {
                try {
                    channel.close();
                } finally {
                    IN_THIS_PROCESS.unlock();
                }
            };
        } catch (IOException | RuntimeException e) {
            IN_THIS_PROCESS.unlock();
            throw e;
        }
    }

    /** Bytes that the disk has room for; 0 when that is not known. */
    long room() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /** Gives a blob its name in a commit's snapshot. */
    void link(String commit, RemoteFile file) throws IOException {
        var snapshot = Files.createDirectories(folder.resolve("snapshots").resolve(commit));
        var link = snapshot.resolve(file.name());
        var blob = blob(file.blob());
        if (Files.exists(link) && Files.isSameFile(link, blob)) {
            return;
        }
        var beside = snapshot.resolve(file.name() + ".rapport.incomplete");
        Files.deleteIfExists(beside);
        try {
            linker.link(beside, Path.of("..", "..", "blobs", file.blob()));
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No links here, or not for everyone: what is wrong with the disk otherwise, a copy meets as well.
            Files.copy(blob, beside, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(beside, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes a commit the one that is found from now on. */
    Path publish(String commit) throws IOException {
        var references = Files.createDirectories(folder.resolve("refs"));
        var beside = references.resolve("main.rapport.incomplete");
        Files.writeString(beside, commit);
        Files.move(
                beside,
                references.resolve("main"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        return folder.resolve("snapshots").resolve(commit);
    }
}
