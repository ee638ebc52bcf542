package dev.rapport.ingestion.capture.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.rapport.runtime.json.BoundedNamesFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a body that is JSON in UTF-8 into values that are read by themselves, so that one that no parser takes leaves
 * the others alone. Stateless and thread-safe.
 */
public final class JsonBody {
    /** Deeper than anything of the size that is allowed, and not so deep that dividing it takes all memory. */
    private static final int MAX_DEPTH = 100_000;

    private static final JsonFactory STRUCTURE = BoundedNamesFactory.of(new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build()));

    private JsonBody() {}

    /** Finds where values end, whatever their numbers and names. */
    public static JsonParser parser(byte[] body) throws IOException {
        return STRUCTURE.createParser(body);
    }

    /**
     * The one value that a body is.
     *
     * @throws JsonProcessingException when it is not JSON, or more than one value
     */
    public static JsonItem value(byte[] body) throws JsonProcessingException {
        try (var parser = parser(body)) {
            requireValue(parser);
            var item = item(parser, body);
            requireEnd(parser);
            return item;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail otherwise", e);
        }
    }

    /**
     * The values of the array that a body is; at most one more than {@code max}.
     *
     * @throws JsonProcessingException when it is not a JSON array
     */
    public static List<JsonItem> values(byte[] body, int max) throws JsonProcessingException {
        try (var parser = parser(body)) {
            requireValue(parser);
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new PlaceException("an array is expected", parser);
            }
            var items = new ArrayList<JsonItem>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (items.size() > max) {
                    parser.skipChildren();
                } else {
                    items.add(item(parser, body));
                }
            }
            requireEnd(parser);
            return items;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail otherwise", e);
        }
    }

    /** Where a fault is. The parser's own message may quote the body, which may be personal: only the place is named. */
    public static String place(JsonProcessingException fault) {
        var location = fault.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    /** The value that begins with the current token. */
    public static JsonItem item(JsonParser parser, byte[] body) throws IOException {
        return JsonItemReader.read(bytes(parser, body));
    }

    /** The bytes of the value that begins with the current token. */
    public static ByteBuffer bytes(JsonParser parser, byte[] body) throws IOException {
        var start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return ByteBuffer.wrap(body, start, (int) parser.currentLocation().getByteOffset() - start);
    }

    private static void requireValue(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new PlaceException("it is empty", parser);
        }
    }

    /** @throws JsonProcessingException when something follows the value that was read */
    public static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new PlaceException("something follows the JSON value", parser);
        }
    }

    private static final class PlaceException extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        PlaceException(String message, JsonParser parser) {
            super(message, parser.currentTokenLocation());
        }
    }
}
