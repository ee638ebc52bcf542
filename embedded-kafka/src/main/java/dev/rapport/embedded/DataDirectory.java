package dev.rapport.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.jspecify.annotations.Nullable;

/**
 * The broker's directory while this process owns it.
 *
 * <pre>
 * instance.lock       locked as long as an instance runs, holds its process id
 * written-by          who made the directory: Kafka version and cluster
 * segment-sizes       sizes of the log segments since an orderly stop
 * log/                Kafka's own log directory
 * </pre>
 */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "instance.lock";
    private static final String LOG_DIR = "log";
    /** Away from the process id, so that others can read that where locks are mandatory. */
    private static final long LOCK_POSITION = Long.MAX_VALUE - 1;

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Creates the directory when absent, takes it for this process and makes sure that this Kafka can use it.
     *
     * @throws EmbeddedKafkaException when it cannot be used
     */
    static DataDirectory open(Path root, long minFreeBytes) {
        try {
            refuseForeign(root);
            Files.createDirectories(root);
            var lockFile = FileChannel.open(
                    root.resolve(LOCK_FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            var directory = new DataDirectory(root, lockFile);
            try {
                directory.lock();
                directory.requireFreeSpace(minFreeBytes);
                directory.formatOrCheck();
                return directory;
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw StartFailures.unusable(root, e);
        }
    }

    /** Whether a directory that was opened is still complete. */
    static boolean isThere(Path root) {
        return Origin.exists(root) && Files.isDirectory(root.resolve(LOG_DIR));
    }

    /** Kafka's log directory, formatted. */
    Path logDir() {
        return root.resolve(LOG_DIR);
    }

    /** Notes in what state an orderly stop has left it. */
    void stopped() throws IOException {
        SegmentSizes.write(root, logDir());
    }

    /** Notes that this version of Kafka has started here. */
    void started() throws IOException {
        var origin = Origin.read(root);
        if (origin != null) {
            origin.withThisVersion().write(root);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static void refuseForeign(Path root) throws IOException {
        if (!Files.isDirectory(root) || Origin.exists(root) || Files.exists(root.resolve(LOCK_FILE))) {
            return;
        }
        try (var children = Files.list(root)) {
            if (children.findAny().isPresent()) {
                throw new EmbeddedKafkaException(
                        root + " holds files that are not of this broker; choose an empty directory");
            }
        }
    }

    private void lock() throws IOException {
        if (!tryLock()) {
            throw new EmbeddedKafkaException(root + " is in use by another running instance" + holder()
                    + "; stop it or choose another directory");
        }
        lockFile.truncate(0);
        lockFile.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private boolean tryLock() throws IOException {
        try {
            @Nullable FileLock lock = lockFile.tryLock(LOCK_POSITION, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private String holder() throws IOException {
        var pid = Files.readString(root.resolve(LOCK_FILE), StandardCharsets.US_ASCII)
                .strip();
        return pid.isEmpty() ? "" : " (process " + pid + ")";
    }

    private void requireFreeSpace(long minFreeBytes) throws IOException {
        var free = Files.getFileStore(root).getUsableSpace();
        if (free < minFreeBytes) {
            throw new EmbeddedKafkaException("the disk of " + root + " is full: " + (free >> 20) + " MiB free, "
                    + (minFreeBytes >> 20) + " MiB needed to start");
        }
    }

    private void formatOrCheck() throws IOException {
        var origin = Origin.read(root);
        if (origin == null) {
            format(Origin.fresh());
        } else {
            origin.requireUsable(root, logDir());
            SegmentSizes.requireWhole(root, logDir());
        }
    }

    /** A crash half-way leaves no origin file behind and the next start formats again. */
    private void format(Origin origin) throws IOException {
        deleteTree(logDir());
        var fresh = root.resolve(LOG_DIR + ".new");
        deleteTree(fresh);
        Files.createDirectory(fresh);
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(origin.clusterId())
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(fresh.toString())
                    .setDirectories(List.of(fresh.toString()))
                    .setInitialControllers(DynamicVoters.parse(
                            BrokerSettings.NODE_ID + "@" + BrokerSettings.HOST + ":0:" + Uuid.randomUuid()))
                    .setHasDynamicQuorum(true)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot format " + fresh, e);
        }
        Files.move(fresh, logDir(), StandardCopyOption.ATOMIC_MOVE);
        origin.write(root);
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
