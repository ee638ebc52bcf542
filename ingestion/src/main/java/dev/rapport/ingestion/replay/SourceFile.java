package dev.rapport.ingestion.replay;

import dev.rapport.ingestion.replay.mapping.CsvMapping;
import dev.rapport.ingestion.replay.mapping.MappingException;
import dev.rapport.ingestion.replay.mapping.Row;
import dev.rapport.ingestion.replay.mapping.RowMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;

/** A file to replay, row by row; never in memory as a whole. */
final class SourceFile {
    /** Takes the rows; what it throws ends the reading. */
    @FunctionalInterface
    interface RowConsumer {
        void accept(ReplayItem item) throws InterruptedException;
    }

    private final Path path;
    private final Optional<CsvMapping> mapping;

    /** @param mapping for CSV; files whose names say JSON are read as JSON Lines all the same */
    SourceFile(Path path, Optional<CsvMapping> mapping) {
        this.path = path;
        this.mapping = isJson(path) ? Optional.empty() : mapping;
        if (this.mapping.isEmpty() && name(path).endsWith(".csv")) {
            throw new MappingException(path + ": a CSV file needs --mapping FILE, which says what its columns mean");
        }
    }

    /** Checks that the file can be read and has the columns that the mapping names. */
    void check() {
        try (var reader = open()) {
            if (mapping.isPresent()) {
                try (var csv = parser(reader, mapping.get())) {
                    header(csv, mapping.get());
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Reads every row in its order. */
    void read(RowConsumer rows) throws InterruptedException {
        try (var reader = open()) {
            if (mapping.isPresent()) {
                readCsv(reader, mapping.get(), rows);
            } else {
                readLines(reader, rows);
            }
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void readCsv(BufferedReader reader, CsvMapping columnMapping, RowConsumer rows)
            throws IOException, InterruptedException {
        var mapper = new RowMapper(columnMapping);
        try (var csv = parser(reader, columnMapping)) {
            var columns = header(csv, columnMapping);
            var number = 0L;
            for (var record : csv) {
                number++;
                var mapped = mapper.map(new Row(number, columns, record.toList()));
                var place = path.getFileName() + " row " + number;
                var problem = mapped.problem().map(text -> path.getFileName() + " " + text);
                rows.accept(new ReplayItem(place, mapped.event().toString(), false, problem));
            }
        }
    }

    private void readLines(BufferedReader reader, RowConsumer rows) throws IOException, InterruptedException {
        var number = 0L;
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                rows.accept(JsonLines.item(String.valueOf(path.getFileName()), number, line));
            }
        }
    }

    private Map<String, Integer> header(CSVParser csv, CsvMapping columnMapping) {
        var records = csv.iterator();
        if (!records.hasNext()) {
            throw new MappingException(path + ": the file is empty, expected a header with the names of the columns");
        }
        var columns = new LinkedHashMap<String, Integer>();
        for (var name : records.next()) {
            if (columns.put(name.trim(), columns.size()) != null) {
                throw new MappingException(path + ": the column '" + name.trim() + "' is there twice");
            }
        }
        columnMapping.columns().forEach((column, place) -> {
            if (!columns.containsKey(column)) {
                throw new MappingException(place + ": " + path.getFileName() + " has no column '" + column
                        + "', it has " + String.join(", ", columns.keySet()));
            }
        });
        return columns;
    }

    /** Lenient about quotes: a row that comes out wrong has the wrong number of values, and is rejected as such. */
    private static CSVParser parser(BufferedReader reader, CsvMapping columnMapping) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(columnMapping.delimiter())
                .setIgnoreEmptyLines(true)
                .setTrailingData(true)
                .setLenientEof(true)
                .get()
                .parse(reader);
    }

    private BufferedReader open() throws IOException {
        var reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    private ReplayException unreadable(@Nullable IOException error) {
        if (error instanceof CharacterCodingException) {
            return new ReplayException(path + " is not in UTF-8; convert it first, for example with iconv", error);
        }
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            return new ReplayException(path + " cannot be read: no such file, or no right to read it");
        }
        return new ReplayException(path + " cannot be read: " + (error == null ? "" : error.getMessage()));
    }

    private static boolean isJson(Path path) {
        var name = name(path);
        return name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json");
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }
}
