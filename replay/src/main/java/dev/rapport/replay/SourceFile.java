package dev.rapport.replay;

import dev.rapport.replay.mapping.CsvMapping;
import dev.rapport.replay.mapping.UnusableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A file to replay, row by row; never in memory as a whole. */
sealed interface SourceFile permits CsvFile, JsonLinesFile {
    /** Takes the rows; what it throws ends the reading. */
    @FunctionalInterface
    interface ItemConsumer {
        void accept(ReplayItem item) throws InterruptedException;
    }

    /** @param mapping for CSV; files whose names say JSON are read as JSON Lines all the same */
    static SourceFile of(Path path, Optional<CsvMapping> mapping) {
        var name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return jsonLines(path);
        }
        if (mapping.isEmpty() && name.endsWith(".csv")) {
            throw new UnusableFileException(
                    path + ": a CSV file needs --mapping FILE, which says what its columns mean");
        }
        return mapping.<SourceFile>map(columns ->
                        new CsvFile(new EncodedFile(path, columns.dialect().encoding()), columns))
                .orElseGet(() -> jsonLines(path));
    }

    private static JsonLinesFile jsonLines(Path path) {
        return new JsonLinesFile(new EncodedFile(path, StandardCharsets.UTF_8));
    }

    EncodedFile file();

    default Path path() {
        return file().path();
    }

    /**
     * Reads the whole file, so that one in another encoding is found before anything is sent.
     *
     * @throws UnusableFileException when it is not text, or does not have the columns that the mapping names
     */
    void check() throws IOException;

    /** Reads every row in its order. */
    void read(ItemConsumer items) throws IOException, InterruptedException;
}
