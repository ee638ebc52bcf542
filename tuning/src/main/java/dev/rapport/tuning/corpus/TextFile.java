package dev.rapport.tuning.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A user's text in UTF-8; a byte order mark at its beginning is none of it. */
public final class TextFile {
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private TextFile() {}

    /**
     * Opens it; reading it throws {@link java.nio.charset.MalformedInputException} where it is not UTF-8.
     *
     * @throws BadDataException when it is a folder
     * @throws IOException      when it cannot be read
     */
    static BufferedReader open(Path file) throws IOException {
        requireFile(file);
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

    /** @throws BadDataException when it is a folder */
    public static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadDataException(file + ": is a folder, has to be a file");
        }
    }
}
