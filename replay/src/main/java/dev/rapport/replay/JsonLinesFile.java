package dev.rapport.replay;

import dev.rapport.replay.EncodedFile.BadByte;
import dev.rapport.replay.mapping.UnusableFileException;
import java.io.IOException;

/** A file of JSON Lines: one event a line, lines of blanks left out. */
record JsonLinesFile(EncodedFile file) implements SourceFile {
    @Override
    public void check() throws IOException {
        var bad = file.firstBadByte();
        if (bad.isPresent()) {
            throw new UnusableFileException(path() + " line " + line(bad.get()) + ": " + bad.get()
                    + "; convert the file first, for example with iconv -f windows-1252 -t UTF-8");
        }
    }

    @Override
    public void read(ItemConsumer items) throws IOException, InterruptedException {
        try (var reader = file.open()) {
            var number = 0L;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    items.accept(JsonLines.item(String.valueOf(path().getFileName()), number, line));
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
