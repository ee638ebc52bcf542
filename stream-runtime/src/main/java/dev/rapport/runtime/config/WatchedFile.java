package dev.rapport.runtime.config;

import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of settings that is read again when it has changed, so that they change without a restart. One that is being
 * written is left until it rests, since half of a file may look like a whole one with fewer rules. While it cannot be used,
 * what it said before stays in force, and the log says why, once for each version of the file. Thread-safe; no thread waits
 * for another that reads.
 */
public final class WatchedFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
    private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

    /** Longer than it takes to write a file of settings. */
    private static final long SETTLED_MILLIS = 500;

    /** What tells one version from another. */
    private record Version(FileTime modified, long size) {
        static Version of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size());
        }

        /** Whether it may be half of what is being written. A clock that is not ours may say any other time. */
        boolean isBeingWritten(Instant now) {
            var age = now.toEpochMilli() - modified.toMillis();
            return age >= 0 && age < SETTLED_MILLIS;
        }
    }

    private final Path file;
    private final Function<String, T> parse;
    private final Runnable onRefused;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private Version version;
    private @Nullable String refused;
    private volatile T value;
    private volatile long lookedAtNanos = System.nanoTime();

    private WatchedFile(Path file, Function<String, T> parse, Runnable onRefused, InstantSource clock)
            throws IOException {
        this.file = file;
        this.parse = parse;
        this.onRefused = onRefused;
        this.clock = clock;
        // Before the text: a file that changes in between is read again.
        this.version = Version.of(file);
        this.value = parse.apply(Files.readString(file));
    }

    /**
     * Reads the file.
     *
     * @param parse     from the text of the file; refuses with an {@link IllegalArgumentException}, without secrets in it
     * @param onRefused told of every later version that cannot be used, once
     * @throws IllegalArgumentException saying why the file cannot be used
     */
    public static <T> WatchedFile<T> open(Path file, Function<String, T> parse, Runnable onRefused) {
        return open(file, parse, onRefused, InstantSource.system());
    }

    static <T> WatchedFile<T> open(Path file, Function<String, T> parse, Runnable onRefused, InstantSource clock) {
        try {
            return new WatchedFile<>(file, parse, onRefused, clock);
        } catch (IOException e) {
            throw new IllegalArgumentException(FileFault.unreadable(file, e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** What the file says, as it was two seconds ago, or up to four while it is written. */
    public T current() {
        if (System.nanoTime() - lookedAtNanos > LOOK_NANOS && looking.tryLock()) {
            try {
                look();
            } finally {
                looking.unlock();
            }
        }
        return value;
    }

    /** Reads the file again if it has changed, or if it could not be used. */
    public void look() {
        looking.lock();
        try {
            lookedAtNanos = System.nanoTime();
            var now = Version.of(file);
            if ((now.equals(version) && refused == null) || now.isBeingWritten(clock.instant())) {
                return;
            }
            value = parse.apply(Files.readString(file));
            version = now;
            refused = null;
            LOG.atInfo().addKeyValue("file", file).log("the file has changed and is in force");
        } catch (IOException e) {
            refuse(FileFault.unreadable(file, e));
        } catch (IllegalArgumentException e) {
            refuse(file + ": " + e.getMessage());
        } finally {
            looking.unlock();
        }
    }

    private void refuse(String problem) {
        if (problem.equals(refused)) {
            return;
        }
        refused = problem;
        onRefused.run();
        LOG.atError().addKeyValue("error", problem).log("the file cannot be used; what it said before stays in force");
    }
}
