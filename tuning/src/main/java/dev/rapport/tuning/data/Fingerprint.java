package dev.rapport.tuning.data;

import dev.rapport.schemas.id.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;

/** SHA-256 of files. */
public final class Fingerprint {
    private Fingerprint() {}

    /** @throws dev.rapport.tuning.data.BadDataException when it is a folder */
    public static String of(Path file) throws IOException {
        TextFile.requireFile(file);
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), Sha256.digest())) {
            Files.copy(file, out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        }
    }
}
