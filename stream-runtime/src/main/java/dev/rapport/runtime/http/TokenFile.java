package dev.rapport.runtime.http;

import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of {@link Tokens}, read again when it has changed: a token can be withdrawn without a restart. While the file
 * cannot be used, the tokens before stay in force, and the log says why. Thread-safe.
 */
public final class TokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

    private final Path file;
    private Tokens tokens;
    private FileTime modified;
    private long lookedAtNanos;

    private TokenFile(Path file, Tokens tokens, FileTime modified) {
        this.file = file;
        this.tokens = tokens;
        this.modified = modified;
        this.lookedAtNanos = System.nanoTime();
    }

    /** @throws IllegalArgumentException saying why the file cannot be used */
    static TokenFile open(Path file) {
        try {
            var modified = Files.getLastModifiedTime(file);
            return new TokenFile(file, Tokens.parse(Files.readString(file)), modified);
        } catch (IOException e) {
            throw new IllegalArgumentException(FileFault.unreadable(file, e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The tokens in force. */
    synchronized Tokens current() {
        if (System.nanoTime() - lookedAtNanos > LOOK_NANOS) {
            lookedAtNanos = System.nanoTime();
            look();
        }
        return tokens;
    }

    /** Reads the file again if it has changed. */
    synchronized void look() {
        try {
            var now = Files.getLastModifiedTime(file);
            if (!now.equals(modified)) {
                tokens = Tokens.parse(Files.readString(file));
                // Only now: a file that could not be read is looked at again.
                modified = now;
                LOG.atInfo().addKeyValue("file", file).log("tokens are read again");
            }
        } catch (IOException e) {
            LOG.atError().addKeyValue("error", FileFault.unreadable(file, e)).log("tokens stay as they were");
        } catch (IllegalArgumentException e) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("error", e.getMessage())
                    .log("tokens stay as they were");
        }
    }
}
