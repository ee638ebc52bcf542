package dev.rapport.replay;

import dev.rapport.replay.EncodedFile.BadByte;
import dev.rapport.replay.mapping.CsvDialect;
import dev.rapport.replay.mapping.CsvMapping;
import dev.rapport.replay.mapping.Row;
import dev.rapport.replay.mapping.RowMapper;
import dev.rapport.replay.mapping.UnusableFileException;
import dev.rapport.runtime.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** A CSV file: a header, then one event a row. */
record CsvFile(EncodedFile file, CsvMapping mapping) implements SourceFile {
    @Override
    public void check() throws IOException {
        var bad = file.firstBadByte();
        if (bad.isPresent()) {
            throw new UnusableFileException(place(bad.get()) + ": " + bad.get()
                    + "; name the encoding of the file in the mapping, such as csv: {encoding: windows-1252}");
        }
        var columns = index(header(mapping.dialect()));
        for (var column : mapping.columns().entrySet()) {
            if (!columns.containsKey(column.getKey())) {
                throw new UnusableFileException(column.getValue() + ": " + path().getFileName() + " has no column '"
                        + column.getKey() + "', it has " + String.join(", ", columns.keySet())
                        + advice(columns).map(text -> "; " + text).orElse(""));
            }
        }
    }

    @Override
    public void read(ItemConsumer items) throws IOException, InterruptedException {
        var mapper = new RowMapper(mapping);
        try (var csv = parser(file.open(), mapping.dialect())) {
            var records = csv.iterator();
            var columns = index(records.next().toList());
            for (var number = 1L; records.hasNext(); number++) {
                var mapped = mapper.map(new Row(number, columns, records.next().toList()));
                var place = path().getFileName() + " row " + number;
                var problem = mapped.problem().map(text -> path().getFileName() + " " + text);
                items.accept(new ReplayItem(place, json(mapped.event()), false, problem));
            }
        } catch (UncheckedIOException e) { // commons-csv's own; an iterator cannot throw others
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static String json(Map<String, Object> event) {
        return Json.exactNumbers().valueToTree(event).toString();
    }

    /** Row and column of a byte. */
    private String place(BadByte bad) throws IOException {
        var header = List.<String>of();
        var row = List.<String>of();
        var rows = -1L;
        try (var csv = parser(file.upTo(bad), mapping.dialect())) {
            for (var record : csv) {
                row = record.toList();
                header = header.isEmpty() ? row : header;
                rows++;
            }
        }
        if (rows <= 0) {
            return path() + " header, column " + row.size();
        }
        var column = row.size() <= header.size() ? header.get(row.size() - 1) : String.valueOf(row.size());
        return path() + " row " + rows + ", column " + column;
    }

    /** What the mapping should say, where the header shows it. */
    private Optional<String> advice(Map<String, Integer> columns) throws IOException {
        if (columns.keySet().stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            return Optional.of("it seems to be in UTF-16: csv: {encoding: UTF-16LE} in the mapping");
        }
        for (var delimiter : CsvDialect.USUAL_DELIMITERS.toCharArray()) {
            if (header(mapping.dialect().withDelimiter(delimiter))
                    .containsAll(mapping.columns().keySet())) {
                return Optional.of("its delimiter is " + CsvDialect.nameOf(delimiter) + ": csv: {delimiter: "
                        + CsvDialect.nameOf(delimiter) + "} in the mapping");
            }
        }
        return Optional.empty();
    }

    private List<String> header(CsvDialect dialect) throws IOException {
        try (var csv = parser(file.open(), dialect)) {
            var records = csv.iterator();
            if (!records.hasNext()) {
                throw new UnusableFileException(
                        path() + ": the file is empty, expected a header with the names of the columns");
            }
            var names = new ArrayList<String>();
            records.next().forEach(name -> names.add(name.trim()));
            return names;
        }
    }

    private Map<String, Integer> index(List<String> header) {
        var columns = new LinkedHashMap<String, Integer>();
        for (var name : header) {
            if (columns.put(name.trim(), columns.size()) != null) {
                throw new UnusableFileException(path() + ": the column '" + name.trim() + "' appears twice");
            }
        }
        return columns;
    }

    /** Lenient about quotes: a row that comes out wrong has the wrong number of values, and is rejected as such. */
    private static CSVParser parser(BufferedReader reader, CsvDialect dialect) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(dialect.delimiter())
                .setQuote(dialect.quote())
                .setIgnoreEmptyLines(true)
                .setTrailingData(true)
                .setLenientEof(true)
                .get()
                .parse(reader);
    }
}
