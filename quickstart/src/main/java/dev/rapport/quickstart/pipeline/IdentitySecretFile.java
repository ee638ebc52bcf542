package dev.rapport.quickstart.pipeline;

import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The secret of a data directory that identifiers are hashed with: made with the directory, then never changed, as another
 * one would make a new customer of every old one.
 */
final class IdentitySecretFile {
    private static final String NAME = "identity.secret";
    private static final int BYTES = 32;

    private IdentitySecretFile() {}

    /**
     * The file; it is written where the directory holds no data yet.
     *
     * @param kafkaDir where the broker keeps its data
     * @throws PipelineException when there is data and no secret, or the file cannot be written
     */
    static Path in(Path dataDir, Path kafkaDir) {
        var file = dataDir.resolve(NAME);
        if (Files.exists(file)) {
            return file;
        }
        if (Files.exists(kafkaDir)) {
            throw new PipelineException(dataDir + " has data but no " + NAME
                    + ": the file was removed; restore it from a backup, or start with another --data-dir");
        }
        try {
            write(file);
        } catch (IOException e) {
            throw new PipelineException(file + " cannot be written: " + FileFault.of(e), e);
        }
        return file;
    }

    /** Complete or not at all: a start that is killed leaves no half of a secret. */
    private static void write(Path file) throws IOException {
        var secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        Files.createDirectories(file.getParent());
        var draft = file.resolveSibling(NAME + ".tmp");
        Files.writeString(draft, HexFormat.of().formatHex(secret) + "\n");
        if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
