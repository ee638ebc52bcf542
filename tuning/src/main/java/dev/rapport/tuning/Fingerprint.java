package dev.rapport.tuning;

import dev.rapport.tuning.corpus.TextFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files. */
final class Fingerprint {
    private Fingerprint() {}

    /** @throws dev.rapport.tuning.corpus.BadDataException when it is a folder */
    static String of(Path file) throws IOException {
        TextFile.requireFile(file);
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            Files.copy(file, out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
