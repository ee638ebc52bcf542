package dev.rapport.replay;

import dev.rapport.replay.EncodedFile.BadByte;
import dev.rapport.runtime.mapping.UnusableFileException;
import java.io.IOException;

/** A file of JSON Lines: one event a line, lines of blanks left out. */
record JsonLinesFile(EncodedFile file) implements SourceFile {
    /** Takes the lines; what it throws ends the reading. */
    @FunctionalInterface
    interface LineConsumer {
        void accept(long number, String line) throws InterruptedException;
    }

    @Override
    public void check() throws IOException {
        var bad = file.firstBadByte();
        if (bad.isPresent()) {
            throw new UnusableFileException(path() + " line " + line(bad.get()) + ": " + bad.get()
                    + "; convert the file first, for example with iconv -f windows-1252 -t UTF-8");
        }
    }

    @Override
    public void read(ItemConsumer items, BytesRead bytes) throws IOException, InterruptedException {
        eachLine(file, bytes, (number, line) -> items.accept(JsonLines.item(name(), number, line)));
    }

    /** Reads the lines that are not blank, with their numbers from 1. */
    static void eachLine(EncodedFile file, BytesRead bytes, LineConsumer lines)
            throws IOException, InterruptedException {
        try (var reader = file.open(bytes)) {
            var number = 0L;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    lines.accept(number, line);
                }
            }
        }
    }

    private long line(BadByte bad) throws IOException {
        try (var reader = file.upTo(bad)) {
            return reader.lines().count();
        }
    }
}
