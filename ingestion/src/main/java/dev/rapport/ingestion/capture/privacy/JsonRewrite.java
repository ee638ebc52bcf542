package dev.rapport.ingestion.capture.privacy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies JSON token by token without what the rules take out. One for each value; not thread-safe. */
final class JsonRewrite {
    /** What holds the data of an event in other shapes than the common one: CloudEvents, change events. */
    private static final Set<String> DATA = Set.of("data", "before", "after");
    /** Data that no rule can look into. */
    private static final String OPAQUE = "data_base64";
    /** Consent is read from these, whatever rules for fields of any name say. */
    private static final Set<String> CONSENT = Set.of("consent", "consents");
    /** A field whose name is a value, as in the change events of a CRM. */
    private static final String PAIR_NAME = "propertyname";

    private static final String PAIR_VALUE = "propertyvalue";

    private final PrivacyRules rules;
    private final FieldHash hash;
    private final boolean anywhere;
    private boolean changed;

    private JsonRewrite(PrivacyRules rules, FieldHash hash, boolean anywhere) {
        this.rules = rules;
        this.hash = hash;
        this.anywhere = anywhere;
    }

    /** An event in the common form; the same buffer when the rules leave all of it. */
    static ByteBuffer ofEvent(ByteBuffer json, PrivacyRules rules, FieldHash hash) throws IOException {
        return new JsonRewrite(rules, hash, false).copied(json);
    }

    /** A value of any shape. */
    static ByteBuffer ofAnything(ByteBuffer json, PrivacyRules rules, FieldHash hash) throws IOException {
        return new JsonRewrite(rules, hash, true).copied(json);
    }

    private ByteBuffer copied(ByteBuffer json) throws IOException {
        var out = new ByteArrayOutputStream(json.remaining());
        var start = json.arrayOffset() + json.position();
        try (var parser = JsonItemReader.JSON.createParser(json.array(), start, json.remaining());
                var generator = JsonItemReader.JSON.createGenerator(out)) {
            if (parser.nextToken() == null) {
                throw new IOException("no JSON value");
            }
            copy(parser, generator, anywhere ? List.of() : rules.fields(), false);
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON value");
            }
        }
        return changed ? ByteBuffer.wrap(out.toByteArray()) : json;
    }

    private void copy(JsonParser in, JsonGenerator out, List<FieldTree> active, boolean hashed) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> {
                out.writeStartObject();
                fields(in, out, anywhere ? joined(active, rules.anywhere()) : active, hashed);
                out.writeEndObject();
            }
            case START_ARRAY -> {
                out.writeStartArray();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    // What is said of a field is said of each of its values.
                    copy(in, out, active, hashed);
                }
                out.writeEndArray();
            }
            case VALUE_STRING -> text(in, out, hashed);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in, out, hashed);
            default -> out.copyCurrentEvent(in);
        }
    }

    private void fields(JsonParser in, JsonGenerator out, List<FieldTree> active, boolean hashed) throws IOException {
        @Nullable String pair = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var name = in.currentName();
            var token = in.nextToken();
            var plain = name.toLowerCase(Locale.ROOT);
            if (CONSENT.contains(plain)) {
                out.writeFieldName(name);
                copy(in, out, List.of(), false);
                continue;
            }
            if (anywhere && plain.equals(PAIR_NAME) && token == JsonToken.VALUE_STRING) {
                pair = in.getText();
            }
            field(in, out, name, next(active, name, plain, pair), hashed);
        }
    }

    private List<FieldTree> next(List<FieldTree> active, String name, String plain, @Nullable String pair) {
        var next = FieldTree.following(active, name);
        if (anywhere && plain.equals(PAIR_VALUE) && pair != null) {
            next = joined(next, FieldTree.following(active, pair));
        }
        return anywhere && DATA.contains(plain) ? joined(next, rules.belowData()) : next;
    }

    private void field(JsonParser in, JsonGenerator out, String name, List<FieldTree> next, boolean hashed)
            throws IOException {
        var action = anywhere && name.equals(OPAQUE) ? FieldAction.DROP : FieldTree.strictest(next);
        if (action == FieldAction.DROP) {
            in.skipChildren();
            changed = true;
        } else if (action == FieldAction.TRUNCATE) {
            truncate(in, out, name);
        } else {
            out.writeFieldName(name);
            copy(in, out, next, hashed || action == FieldAction.HASH);
        }
    }

    private void truncate(JsonParser in, JsonGenerator out, String name) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            out.writeNullField(name);
            return;
        }
        var sent = in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : "";
        in.skipChildren();
        var truncated = IpAddress.truncated(sent);
        if (truncated.isPresent()) {
            out.writeStringField(name, truncated.get());
        }
        changed |= !truncated.equals(Optional.of(sent));
    }

    private void text(JsonParser in, JsonGenerator out, boolean hashed) throws IOException {
        if (!hashed) {
            out.writeString(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
            return;
        }
        var sent = in.getText();
        var kept = sent.isEmpty() ? sent : hash.of(sent);
        out.writeString(kept);
        changed |= !kept.equals(sent);
    }

    /** As it is written: 19.90 stays 19.90. */
    private void number(JsonParser in, JsonGenerator out, boolean hashed) throws IOException {
        if (hashed) {
            out.writeString(hash.of(in.getText()));
            changed = true;
        } else {
            out.writeNumber(in.getText());
        }
    }

    private static List<FieldTree> joined(List<FieldTree> some, List<FieldTree> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
