package dev.rapport.runtime.terminal;

import dev.rapport.runtime.value.FileFault;
import dev.rapport.schemas.id.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** A user's text in UTF-8; a byte order mark at its beginning is none of it. */
public final class TextFile {
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    /** What files begin with that are not text in UTF-8, in hexadecimal digits. */
    private enum Other {
        GZIP("1f8b", "compressed with gzip; unpack it first, with gunzip"),
        ZSTANDARD("28b52ffd", "compressed with Zstandard; unpack it first, with unzstd"),
        BZIP2("425a68", "compressed with bzip2; unpack it first, with bunzip2"),
        ZIP("504b0304", "a ZIP archive or a spreadsheet; unpack it first, or save it as text"),
        PARQUET("50415231", "in Parquet; write it as text first"),
        UTF_16LE("fffe", "in UTF-16; convert it first, with iconv -f UTF-16 -t UTF-8"),
        UTF_16BE("feff", "in UTF-16; convert it first, with iconv -f UTF-16 -t UTF-8");

        private static final int MAX_BYTES = 4;

        private final String begin;
        private final String advice;

        Other(String begin, String advice) {
            this.begin = begin;
            this.advice = advice;
        }

        static Optional<Other> of(Path file) throws IOException {
            try (var bytes = Files.newInputStream(file)) {
                var first = HexFormat.of().formatHex(bytes.readNBytes(MAX_BYTES));
                return Arrays.stream(values())
                        .filter(form -> first.startsWith(form.begin))
                        .findFirst();
            }
        }
    }

    private TextFile() {}

    /**
     * Opens it; reading it throws {@link java.nio.charset.MalformedInputException} where it is not UTF-8.
     *
     * @param refusal makes what is thrown when there is no such file, or its first bytes are not those of text
     * @throws IOException when it cannot be read
     */
    public static BufferedReader open(Path file, Function<String, ? extends RuntimeException> refusal)
            throws IOException {
        requireFile(file, refusal);
        var other = Other.of(file);
        if (other.isPresent()) {
            throw refusal.apply(file + ": is " + other.get().advice);
        }
        var reader = Files.newBufferedReader(file);
        try {
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            return reader;
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    private static void requireFile(Path file, Function<String, ? extends RuntimeException> refusal) {
        if (Files.isDirectory(file) || !Files.exists(file)) {
            throw refusal.apply(FileFault.unreadable(file, new NoSuchFileException(file.toString())));
        }
    }

    /**
     * SHA-256 of its bytes, in hexadecimal.
     *
     * @param refusal makes what is thrown when it is a folder, or there is none
     */
    public static String sha256(Path file, Function<String, ? extends RuntimeException> refusal) throws IOException {
        requireFile(file, refusal);
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), Sha256.digest())) {
            Files.copy(file, out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        }
    }
}
