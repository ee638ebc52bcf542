package dev.rapport.replay;

import dev.rapport.replay.ReplayItem.Kind;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.mapping.UnusableFileException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** A Google Merchant feed as text with tabs: a header with the names of the fields, then a product a line. */
record MerchantTable(EncodedFile file) implements SourceFile {
    /** What a header of a feed has, whatever else it has. */
    private static final Set<String> REQUIRED = Set.of("id", "title");

    /** Feeds of the wild have quotes where their texts have some, and lines that end early. */
    private static final CSVFormat TABS = CSVFormat.DEFAULT
            .builder()
            .setDelimiter('\t')
            .setTrailingData(true)
            .setLenientEof(true)
            .get();

    /** Whether a first line is the header of such a feed. */
    static boolean isHeader(String line) {
        var names = List.of(line.toLowerCase(Locale.ROOT).strip().split("\\t", -1));
        return names.size() > 1 && names.containsAll(REQUIRED);
    }

    @Override
    public void check() throws IOException {
        var bad = file.firstBadByte();
        if (bad.isPresent()) {
            throw new UnusableFileException(path() + ": " + bad.get() + ", a feed must be UTF-8");
        }
    }

    @Override
    public void read(ItemConsumer items, BytesRead bytes) throws IOException, InterruptedException {
        try (var text = new BufferedReader(file.open(bytes));
                var rows = CSVParser.parse(text, TABS)) {
            List<String> names = null;
            for (var row : rows) {
                if (names == null) {
                    names = row.toList();
                } else {
                    items.accept(item(fields(names, row.toList()), row.getRecordNumber() - 1));
                }
            }
        } catch (UncheckedIOException e) { // commons-csv's own; an iterator cannot throw others
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static Map<String, Object> fields(List<String> names, List<String> values) {
        var fields = new LinkedHashMap<String, Object>();
        for (var at = 0; at < Math.min(names.size(), values.size()); at++) {
            if (!values.get(at).isBlank()) {
                fields.putIfAbsent(names.get(at).strip(), values.get(at));
            }
        }
        return fields;
    }

    private ReplayItem item(Map<String, Object> fields, long row) {
        var body = Json.exactNumbers().valueToTree(fields).toString();
        return new ReplayItem(Kind.PRODUCT, name() + " row " + row, body, body, Optional.empty());
    }
}
