package dev.rapport.ingestion.capture.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the few fields of an object that an adapter asks for, in the same pass that finds where the object ends. All else
 * in it is only walked through: no tree, and its bytes stay as they are. What needs more than that, such as a text to
 * repair, a repeated key or a number that may be too large, is read again by {@link JsonItemReader}, whose result it then
 * is: both agree on every input. One for each body; not thread-safe.
 */
public final class JsonHeadReader {
    /** Longest number, in characters, that every parser takes, with an exponent and without. */
    private static final int MAX_EXPONENTIAL = 11;

    private static final int MAX_NUMBER = 100;
    /** Fits a long. */
    private static final int MAX_VALUE_DIGITS = 18;

    private final Set<String> values;
    private final Set<String> objects;
    private final FieldNames names = new FieldNames(JsonItemReader.MAX_DEPTH);
    private boolean isCertain;

    /**
     * @param values  names of fields whose text or number is needed
     * @param objects names of fields of which only their presence as an object is needed
     */
    public JsonHeadReader(Set<String> values, Set<String> objects) {
        this.values = values;
        this.objects = objects;
    }

    /** The value that a parser of the body stands at; the parser stands at its last token then. */
    public JsonItem read(JsonParser parser, byte[] body) throws IOException {
        var start = (int) parser.currentTokenLocation().getByteOffset();
        var head = walk(parser);
        parser.finishToken();
        return item(head, body, start, (int) parser.currentLocation().getByteOffset());
    }

    /** The same where the body is that value, with the blanks around it. */
    public JsonItem readBody(JsonParser parser, byte[] body) throws IOException {
        return item(walk(parser), body, 0, body.length);
    }

    private JsonItem item(ObjectNode head, byte[] body, int start, int end) {
        return isCertain && PlainText.isCertain(body, start, end)
                ? new JsonItem(
                        head,
                        false,
                        Optional.empty(),
                        false,
                        false,
                        ByteBuffer.wrap(body, start, end - start).slice())
                : JsonItemReader.read(body, start, end);
    }

    private ObjectNode walk(JsonParser parser) throws IOException {
        var head = JsonNodeFactory.instance.objectNode();
        isCertain = parser.currentToken() == JsonToken.START_OBJECT;
        if (!isCertain) {
            parser.skipChildren();
            return head;
        }
        names.clear();
        names.open();
        for (var depth = 1; depth > 0; ) {
            var token = parser.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                isCertain = isCertain && names.isNew(parser.currentName());
                continue;
            }
            if (depth == 1 && !token.isStructEnd()) {
                keep(token, parser, head);
            }
            if (token.isStructStart()) {
                depth++;
                isCertain = isCertain && depth <= JsonItemReader.MAX_DEPTH;
                if (isCertain) {
                    names.open();
                }
            } else if (token.isStructEnd()) {
                depth--;
                if (isCertain) {
                    names.close();
                }
            } else if (token.isNumeric()) {
                isCertain = isCertain && isReadable(token, parser);
            }
        }
        return head;
    }

    private void keep(JsonToken token, JsonParser parser, ObjectNode head) throws IOException {
        var name = parser.currentName();
        if (values.contains(name)) {
            switch (token) {
                case VALUE_STRING -> head.put(name, parser.getText());
                case VALUE_NULL -> head.putNull(name);
                case VALUE_NUMBER_INT -> {
                    isCertain = isCertain && parser.getTextLength() <= MAX_VALUE_DIGITS;
                    if (isCertain) {
                        head.put(name, parser.getLongValue());
                    }
                }
                default -> isCertain = false;
            }
        } else if (objects.contains(name)) {
            switch (token) {
                case START_OBJECT -> head.putObject(name);
                case VALUE_NULL -> head.putNull(name);
                default -> isCertain = false;
            }
        }
    }

    private static boolean isReadable(JsonToken token, JsonParser parser) throws IOException {
        var length = parser.getTextLength();
        return length <= MAX_EXPONENTIAL
                || (length <= MAX_NUMBER && (token == JsonToken.VALUE_NUMBER_INT || !hasExponent(parser)));
    }

    private static boolean hasExponent(JsonParser parser) throws IOException {
        var text = parser.getTextCharacters();
        for (var i = parser.getTextOffset(); i < parser.getTextOffset() + parser.getTextLength(); i++) {
            if (text[i] == 'e' || text[i] == 'E') {
                return true;
            }
        }
        return false;
    }
}
