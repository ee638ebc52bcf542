package dev.rapport.quickstart.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file with a prompt a line, as editors of all systems save it. */
final class PromptFile {
    private static final String MARK = "\ufeff";

    private PromptFile() {}

    /** What a file is instead of lines of UTF-8. */
    static final class WrongEncodingException extends IOException {
        private static final long serialVersionUID = 1L;

        WrongEncodingException(String message) {
            super(message);
        }
    }

    /**
     * The lines that are not blank, without their ends (LF, CR LF or CR) and without byte order marks: editors put one in
     * front of a file, and files are put together.
     *
     * @throws WrongEncodingException when it is not UTF-8; its message follows the name of the file
     */
    static List<String> prompts(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        if (isUtf16(bytes)) {
            throw new WrongEncodingException("is UTF-16, must be UTF-8: save it as UTF-8");
        }
        return text(bytes)
                .lines()
                .map(PromptFile::withoutMarks)
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** With a byte order mark, or with what ASCII looks like without one. */
    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        var first = bytes[0] & 0xff;
        var second = bytes[1] & 0xff;
        return (first == 0xff && second == 0xfe)
                || (first == 0xfe && second == 0xff)
                || (first == 0 && second != 0)
                || (first != 0 && second == 0);
    }

    private static String text(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new WrongEncodingException("must be UTF-8");
        }
    }

    private static String withoutMarks(String line) {
        var rest = line;
        while (rest.startsWith(MARK)) {
            rest = rest.substring(MARK.length());
        }
        return rest;
    }
}
