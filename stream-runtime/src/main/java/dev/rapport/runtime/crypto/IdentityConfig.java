package dev.rapport.runtime.crypto;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret that identifiers are hashed with: one for a deployment, the same in every process. It must never
 * change: with another secret every customer would become a new one.
 *
 * @param secret at least {@link #MIN_LENGTH} characters
 */
public record IdentityConfig(String secret) {
    public static final int MIN_LENGTH = 32;
    public static final String SECRET = "identity.secret";
    public static final String SECRET_FILE = "identity.secret-file";

    /** For trying things out: it is published, so its hashes hide nothing. */
    public static final IdentityConfig DEVELOPMENT =
            new IdentityConfig("rapport-development-secret-not-for-production");

    private static final Logger LOG = LoggerFactory.getLogger(IdentityConfig.class);

    public IdentityConfig {
        if (secret.length() < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    SECRET + ": must have at least " + MIN_LENGTH + " characters, it has " + secret.length());
        }
    }

    /** From {@code identity.*} settings; the development secret where neither is set. */
    public static IdentityConfig from(ConfigReader in) {
        var secret = in.optionalText(
                SECRET,
                "Secret that identifiers in keys are hashed with, at least " + MIN_LENGTH
                        + " characters, the same in ingestion, enrichment and scoring and never changed;"
                        + " without one a published development secret is used, with a warning.");
        var file = in.optionalText(SECRET_FILE, "File that holds that secret instead.");
        return in.build(() -> of(secret, file), () -> DEVELOPMENT);
    }

    /** Hashes with this secret. */
    public IdentifierHash hash() {
        return IdentifierHash.keyedBy(secret);
    }

    /** Says so in the log where the secret is the published one. */
    public void warnIfPublished() {
        if (equals(DEVELOPMENT)) {
            LOG.warn("{} is not set: identifiers are hashed with a published development secret", SECRET);
        }
    }

    /** Without the secret: records get into logs. */
    @Override
    public String toString() {
        return "IdentityConfig[" + (equals(DEVELOPMENT) ? "development" : "secret") + "]";
    }

    private static IdentityConfig of(Optional<String> secret, Optional<String> file) {
        if (secret.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException(SECRET + " and " + SECRET_FILE + ": only one of them may be set");
        }
        return secret.or(() -> file.map(IdentityConfig::read))
                .map(IdentityConfig::new)
                .orElse(DEVELOPMENT);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(SECRET_FILE + "=" + file + ": is not a path", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(SECRET_FILE + ": " + FileFault.unreadable(Path.of(file), e), e);
        }
    }
}
