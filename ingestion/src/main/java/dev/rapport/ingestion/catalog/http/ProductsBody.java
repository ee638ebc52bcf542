package dev.rapport.ingestion.catalog.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rapport.ingestion.catalog.ProductEntry;
import dev.rapport.runtime.catalog.ProductReader;
import dev.rapport.runtime.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The products of a body: a JSON array, or objects one after another, as JSON Lines has them. A line that is not JSON is
 * refused alone; an array that is not is refused whole.
 */
final class ProductsBody {
    /** More follows each value. */
    private static final ObjectReader ANY =
            Json.exactNumbers().readerFor(Object.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final ObjectReader MAP = Json.exactNumbers().readerFor(new TypeReference<Map<String, Object>>() {});
    private static final String RULE = "must be a JSON object";

    private final int maxProducts;

    ProductsBody(int maxProducts) {
        this.maxProducts = maxProducts;
    }

    List<ProductEntry> read(byte[] body) throws BadCatalogRequestException {
        var text = new String(body, StandardCharsets.UTF_8);
        try {
            return text.stripLeading().startsWith("[") ? array(text) : values(text);
        } catch (JsonProcessingException e) {
            if (text.stripLeading().startsWith("[")) {
                throw new BadCatalogRequestException(400, "NOT_JSON", "the body is not valid JSON: " + where(e));
            }
            return lines(text);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail otherwise", e);
        }
    }

    private static String where(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null ? "it ends early" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private List<ProductEntry> array(String text) throws IOException, BadCatalogRequestException {
        var entries = new ArrayList<ProductEntry>();
        try (var parser = Json.exactNumbers().createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                add(entries, ANY.<Object>readValue(parser));
            }
            if (parser.nextToken() != null) {
                throw new BadCatalogRequestException(400, "NOT_JSON", "the body must end after its array");
            }
        }
        return entries;
    }

    private List<ProductEntry> values(String text) throws IOException, BadCatalogRequestException {
        var entries = new ArrayList<ProductEntry>();
        try (var values = ANY.<Object>readValues(text)) {
            while (values.hasNextValue()) {
                add(entries, values.nextValue());
            }
        }
        return entries;
    }

    private List<ProductEntry> lines(String text) throws BadCatalogRequestException {
        var entries = new ArrayList<ProductEntry>();
        for (var line : (Iterable<String>) text.lines().filter(line -> !line.isBlank())::iterator) {
            try {
                add(entries, MAP.<Object>readValue(line));
            } catch (JsonProcessingException e) {
                add(entries, line);
            }
        }
        return entries;
    }

    private void add(List<ProductEntry> entries, Object value) throws BadCatalogRequestException {
        if (entries.size() == maxProducts) {
            throw new BadCatalogRequestException(
                    413, "TOO_MANY_PRODUCTS", "a request may carry " + maxProducts + " products, split it");
        }
        entries.add(entry(value));
    }

    @SuppressWarnings("unchecked") // Names of JSON are texts.
    private static ProductEntry entry(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return new ProductEntry.Unreadable(RULE);
        }
        var fields = (Map<String, Object>) map;
        return ProductReader.id(fields)
                .filter(id -> Boolean.TRUE.equals(fields.get("keep")))
                .<ProductEntry>map(ProductEntry.Kept::new)
                .orElseGet(() -> new ProductEntry.Described(fields));
    }
}
