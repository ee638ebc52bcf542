package dev.rapport.replay;

import dev.rapport.replay.EncodedFile.BadByte;
import dev.rapport.runtime.mapping.CsvDialect;
import dev.rapport.runtime.mapping.Mapping;
import dev.rapport.runtime.mapping.RowMapper;
import dev.rapport.runtime.mapping.UnusableFileException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** A CSV file: a header, then one event a row. */
record CsvFile(EncodedFile file, Mapping mapping) implements SourceFile {
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
    public void read(ItemConsumer consumer, BytesRead bytes) throws IOException, InterruptedException {
        var items = new MappedItems(new RowMapper(mapping), consumer);
        try (var text = new RecentText(file.open(bytes));
                var csv = parser(text, mapping.dialect())) {
            var records = csv.iterator();
            var names = records.next().toList();
            var header = new CsvRow.Header(name(), index(names), names.size());
            var record = records.hasNext() ? records.next() : null;
            for (var number = 1L; record != null; number++) {
                // Where the next one begins this one ends.
                var next = records.hasNext() ? records.next() : null;
                var end = next == null ? Long.MAX_VALUE : next.getCharacterPosition();
                var written = text.between(record.getCharacterPosition(), end);
                var isUnclosed = next == null && isUnclosed(written);
                items.add(new CsvRow(header, number, record.toList(), written, isUnclosed));
                record = next;
            }
            items.finish();
        } catch (UncheckedIOException e) { // commons-csv's own; an iterator cannot throw others
            throw Objects.requireNonNull(e.getCause());
        }
    }

    /** Whether a last row ends within quotes. */
    private boolean isUnclosed(String row) throws IOException {
        try (var strict = format(mapping.dialect()).setLenientEof(false).get().parse(new StringReader(row))) {
            strict.getRecords();
            return false;
        } catch (UncheckedIOException | CSVException e) {
            return true;
        }
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
        if (columns.keySet().iterator().next().startsWith("sep=")) {
            return Optional.of("its first line is for spreadsheets: remove it");
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

    /** Of a name that is there twice none is taken: the mapping cannot mean either. */
    private Map<String, Integer> index(List<String> header) {
        var columns = new LinkedHashMap<String, Integer>();
        for (var i = 0; i < header.size(); i++) {
            var name = header.get(i).trim();
            if (columns.put(name, i) != null && mapping.columns().containsKey(name)) {
                throw new UnusableFileException(path() + ": the column '" + name + "' appears twice");
            }
        }
        return columns;
    }

    private static CSVParser parser(Reader reader, CsvDialect dialect) throws IOException {
        return format(dialect).get().parse(reader);
    }

    /** Lenient about quotes: a row that comes out wrong has the wrong number of values, and is rejected as such. */
    private static CSVFormat.Builder format(CsvDialect dialect) {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(dialect.delimiter())
                .setQuote(dialect.quote())
                .setIgnoreEmptyLines(true)
                .setTrailingData(true)
                .setLenientEof(true);
    }
}
