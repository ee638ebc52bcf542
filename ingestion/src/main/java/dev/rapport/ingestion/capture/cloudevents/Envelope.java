package dev.rapport.ingestion.capture.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent as it was received, not checked yet.
 *
 * @param attributes by name, extensions among them; none is null
 * @param data       what happened
 */
record Envelope(Map<String, JsonNode> attributes, EventData data) {
    static final String CONTENT_TYPE = "datacontenttype";
    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";

    /** Of the structured mode: JSON event format, section 3. */
    static Envelope of(ObjectNode json) {
        var attributes = new LinkedHashMap<String, JsonNode>();
        for (var field : json.properties()) {
            var isData = field.getKey().equals(DATA) || field.getKey().equals(BASE64);
            if (!isData && !field.getValue().isNull()) {
                attributes.put(field.getKey(), field.getValue());
            }
        }
        return new Envelope(attributes, data(json));
    }

    /**
     * Of the binary mode.
     *
     * @param attributes from headers, by name
     */
    static Envelope of(Map<String, String> attributes, @Nullable String contentType, byte[] body) {
        var all = new LinkedHashMap<String, JsonNode>();
        attributes.forEach((name, value) -> all.put(name, JsonNodeFactory.instance.textNode(value)));
        all.remove(CONTENT_TYPE);
        if (contentType != null && !contentType.isBlank()) {
            all.put(CONTENT_TYPE, JsonNodeFactory.instance.textNode(contentType.strip()));
        }
        return new Envelope(all, EventData.of(body, contentType));
    }

    /** Text of an attribute in its canonical form; null where it is absent. */
    @Nullable String text(String name) {
        var value = attributes.get(name);
        return value == null || value.isContainerNode() ? null : value.asText();
    }

    /**
     * The same event in the structured mode: what a rejection keeps of an event whose attributes were in headers.
     *
     * @param body its data as received
     */
    ObjectNode structured(byte[] body) {
        var json = JsonNodeFactory.instance.objectNode();
        json.setAll(attributes);
        if (data.json() != null && !data.isBinary()) {
            json.set(DATA, data.json());
        } else if (body.length > 0) {
            json.put(BASE64, Base64.getEncoder().encodeToString(body));
        }
        return json;
    }

    private static EventData data(ObjectNode json) {
        var base64 = json.path(BASE64);
        if (base64.isMissingNode() || base64.isNull()) {
            return EventData.of(json.get(DATA));
        }
        if (json.hasNonNull(DATA)) {
            return EventData.broken("data and data_base64 exclude each other");
        }
        if (!base64.isTextual()) {
            return EventData.broken("data_base64 must be a string");
        }
        try {
            var bytes = Base64.getDecoder().decode(base64.textValue());
            return EventData.of(bytes, json.path(CONTENT_TYPE).asText(null));
        } catch (IllegalArgumentException e) {
            return EventData.broken("data_base64 must be Base64");
        }
    }
}
