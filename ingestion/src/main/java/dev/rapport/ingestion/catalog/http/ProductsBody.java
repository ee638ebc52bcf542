package dev.rapport.ingestion.catalog.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rapport.ingestion.capture.json.JsonBody;
import dev.rapport.ingestion.catalog.ProductEntry;
import dev.rapport.runtime.catalog.ProductReader;
import dev.rapport.runtime.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The products of a body, UTF-8: a JSON array, or objects one after another, as JSON Lines has them. A value that no parser
 * takes is refused alone, as is a line that is not JSON; an array that is not is refused whole.
 */
final class ProductsBody {
    private static final ObjectReader MAP = Json.exactNumbers().readerFor(new TypeReference<Map<String, Object>>() {});
    private static final ProductEntry UNREADABLE =
            new ProductEntry.Unreadable("must be a JSON object, without huge numbers or deep nesting");

    private final int maxProducts;

    ProductsBody(int maxProducts) {
        this.maxProducts = maxProducts;
    }

    List<ProductEntry> read(byte[] body) throws BadCatalogRequestException {
        try {
            return isArray(body) ? array(body) : values(body);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail otherwise", e);
        }
    }

    private static boolean isArray(byte[] body) {
        for (var each : body) {
            if (!isBlank(each)) {
                return each == '[';
            }
        }
        return false;
    }

    private List<ProductEntry> array(byte[] body) throws IOException, BadCatalogRequestException {
        var entries = new ArrayList<ProductEntry>();
        try (var parser = JsonBody.parser(body)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                add(entries, JsonBody.bytes(parser, body));
            }
            JsonBody.requireEnd(parser);
        } catch (JsonProcessingException e) {
            throw new BadCatalogRequestException(400, "NOT_JSON", "the body is not valid JSON" + JsonBody.place(e));
        }
        return entries;
    }

    private List<ProductEntry> values(byte[] body) throws IOException, BadCatalogRequestException {
        var entries = new ArrayList<ProductEntry>();
        try (var parser = JsonBody.parser(body)) {
            while (parser.nextToken() != null) {
                add(entries, JsonBody.bytes(parser, body));
            }
        } catch (JsonProcessingException e) {
            return lines(body);
        }
        return entries;
    }

    private List<ProductEntry> lines(byte[] body) throws BadCatalogRequestException {
        var entries = new ArrayList<ProductEntry>();
        for (var start = 0; start < body.length; ) {
            var end = start;
            while (end < body.length && body[end] != '\n' && body[end] != '\r') {
                end++;
            }
            while (start < end && isBlank(body[start])) {
                start++;
            }
            if (start < end) {
                add(entries, ByteBuffer.wrap(body, start, end - start));
            }
            start = end + 1;
        }
        return entries;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    private void add(List<ProductEntry> entries, ByteBuffer value) throws BadCatalogRequestException {
        if (entries.size() == maxProducts) {
            throw new BadCatalogRequestException(
                    413, "TOO_MANY_PRODUCTS", "a request may carry " + maxProducts + " products, split it");
        }
        entries.add(entry(value));
    }

    private static ProductEntry entry(ByteBuffer value) {
        if (value.get(value.position()) != '{') {
            return UNREADABLE;
        }
        try {
            return entry(MAP.<Map<String, Object>>readValue(
                    value.array(), value.arrayOffset() + value.position(), value.remaining()));
        } catch (IOException | NumberFormatException e) {
            // An exponent that no number has is none of Jackson's exceptions.
            return UNREADABLE;
        }
    }

    private static ProductEntry entry(Map<String, Object> fields) {
        return ProductReader.id(fields)
                .filter(id -> Boolean.TRUE.equals(fields.get("keep")))
                .<ProductEntry>map(ProductEntry.Kept::new)
                .orElseGet(() -> new ProductEntry.Described(fields));
    }
}
