package dev.rapport.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.replay.EncodedFile.BadByte;
import dev.rapport.runtime.mapping.UnusableFileException;
import java.io.IOException;

/**
 * The JSON values of a file: one a line, lines of blanks left out; or what {@link JsonValues} says. In lines one that is
 * broken spoils no other; in an array nobody knows where the next value begins, so the file must be right to its end.
 */
record JsonText(EncodedFile file) {
    /** @throws UnusableFileException when it is not text, or an array that is not JSON */
    void check() throws IOException {
        var bad = file.firstBadByte();
        if (bad.isPresent()) {
            throw new UnusableFileException(file.path() + " line " + line(bad.get()) + ": " + bad.get()
                    + "; convert the file first, for example with iconv -f windows-1252 -t UTF-8");
        }
        if (JsonValues.isIn(file)) {
            checkValues();
        }
    }

    void each(BytesRead bytes, JsonItemConsumer items) throws IOException, InterruptedException {
        if (JsonValues.isIn(file)) {
            JsonValues.each(file, bytes, items);
        } else {
            eachLine(bytes, items);
        }
    }

    private void eachLine(BytesRead bytes, JsonItemConsumer items) throws IOException, InterruptedException {
        try (var reader = file.open(bytes)) {
            var number = 0L;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    items.accept(number, number, line);
                }
            }
        }
    }

    private void checkValues() throws IOException {
        try {
            JsonValues.check(file);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new UnusableFileException(file.path() + " line " + at.getLineNr() + ", column " + at.getColumnNr()
                    + ": not valid JSON; an array must be whole, and in JSON Lines every line is one object");
        }
    }

    private long line(BadByte bad) throws IOException {
        try (var reader = file.upTo(bad)) {
            return reader.lines().count();
        }
    }
}
