package dev.rapport.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rapport.runtime.json.Json;
import java.io.IOException;

/**
 * JSON that is not one value a line: an array, or values that go over several lines, as tools for people write them. The
 * items are those of the array, or the values.
 */
final class JsonValues {
    private JsonValues() {}

    /**
     * Whether a file begins like that: with an array, or with a value that is whole and longer than its line. A first line
     * that is just broken is a broken line.
     */
    static boolean isIn(EncodedFile file) throws IOException {
        try (var text = file.open();
                var parser = Json.exactNumbers().createParser(text)) {
            var first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                return first == JsonToken.START_ARRAY;
            }
            var line = parser.currentTokenLocation().getLineNr();
            parser.skipChildren();
            return parser.currentLocation().getLineNr() > line;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** @throws JsonProcessingException where it is not JSON any more */
    static void check(EncodedFile file) throws IOException {
        try (var text = file.open();
                var parser = Json.exactNumbers().createParser(text)) {
            var token = parser.nextToken();
            while (token != null) {
                token = parser.nextToken();
            }
        }
    }

    /**
     * Reads the items, one at a time.
     *
     * @throws JsonProcessingException as {@link #check}
     */
    static void each(EncodedFile file, BytesRead bytes, JsonItemConsumer items)
            throws IOException, InterruptedException {
        try (var text = new RecentText(file.open(bytes));
                var parser = Json.exactNumbers().createParser(text)) {
            var number = 0L;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (isOfOuterArray(token, parser)) {
                    continue;
                }
                var begin = parser.currentTokenLocation();
                parser.skipChildren();
                parser.finishToken();
                number++;
                var end = parser.currentLocation().getCharOffset();
                items.accept(begin.getLineNr(), number, text.between(begin.getCharOffset(), end));
            }
        }
    }

    /** Items are read to their end: an end of an array can only be that of the outer one. */
    private static boolean isOfOuterArray(JsonToken token, JsonParser parser) {
        return token == JsonToken.END_ARRAY
                || (token == JsonToken.START_ARRAY
                        && parser.getParsingContext().getParent().inRoot());
    }
}
