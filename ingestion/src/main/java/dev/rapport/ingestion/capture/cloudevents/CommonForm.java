package dev.rapport.ingestion.capture.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.id.DerivedId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent in Segment's common form: docs/cloudevents.md has the table, docs/adr/0095 the reasons.
 *
 * @param type what kind of event it is
 * @param json the event; its messageId is made of source and id
 */
record CommonForm(EventType type, ObjectNode json) {
    private static final Map<String, EventType> CALLS = Stream.of(EventType.values())
            .filter(type -> type != EventType.UNKNOWN)
            .collect(Collectors.toUnmodifiableMap(type -> type.name().toLowerCase(Locale.ROOT), Function.identity()));
    /** One of these beside its type tells an event of Segment's from other data that has a type. */
    private static final List<String> SEGMENT_FIELDS = List.of(
            "userId", "anonymousId", "previousId", "groupId", "event", "properties", "traits", "context", "messageId");
    /** Attributes that are not extensions. */
    private static final List<String> CORE =
            List.of("specversion", "id", "source", "type", "subject", "time", "dataschema", Envelope.CONTENT_TYPE);

    static CommonForm of(Envelope envelope) {
        var data = envelope.data().json();
        var type = typeOf(envelope);
        var own = data instanceof ObjectNode object && isSegments(object, type, envelope) ? object : null;
        var isSegments = own != null;
        var json = own != null ? own : wrapped(envelope, type, data);
        var shape = isSegments ? type : json.has("traits") ? type : EventType.TRACK;
        json.put("type", shape.name().toLowerCase(Locale.ROOT));
        putIfAbsent(json, "event", shape == EventType.TRACK ? envelope.text("type") : null);
        putIfAbsent(json, "messageId", messageId(envelope));
        if (!json.has("originalTimestamp")) {
            putIfAbsent(json, "timestamp", envelope.text("time"));
        }
        identify(json, envelope, isSegments ? null : data);
        addContext(json, envelope);
        return new CommonForm(shape, json);
    }

    /** What its data says it is, else the last word of the CloudEvent's type: {@code com.example.identify}. */
    private static EventType typeOf(Envelope envelope) {
        var said = envelope.data().json() instanceof ObjectNode object ? object.path("type") : null;
        var call = said == null || !said.isTextual()
                ? null
                : CALLS.get(said.textValue().toLowerCase(Locale.ROOT));
        if (call != null) {
            return call;
        }
        return callOf(envelope).orElse(EventType.TRACK);
    }

    private static Optional<EventType> callOf(Envelope envelope) {
        var type = envelope.text("type");
        var word = type == null ? "" : type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(CALLS.get(word));
    }

    private static boolean isSegments(ObjectNode data, EventType type, Envelope envelope) {
        var named = data.path("type").asText("").equalsIgnoreCase(type.name())
                || callOf(envelope).isPresent();
        return named && SEGMENT_FIELDS.stream().anyMatch(data::has);
    }

    /** Data of any other shape: traits of an identify or group, otherwise properties of an event. */
    private static ObjectNode wrapped(Envelope envelope, EventType type, @Nullable JsonNode data) {
        var json = JsonNodeFactory.instance.objectNode();
        var call = callOf(envelope);
        var isAboutTraits = call.equals(Optional.of(EventType.IDENTIFY)) || call.equals(Optional.of(EventType.GROUP));
        if (data instanceof ObjectNode object) {
            json.set(isAboutTraits && type == call.get() ? "traits" : "properties", object);
        } else if (data != null) {
            json.putObject("properties").set(envelope.data().isBinary() ? "valueBase64" : "value", data);
        }
        return json;
    }

    /** Its own ids, else the extensions userid and anonymousid, else ids among its data, else the subject. */
    private static void identify(ObjectNode json, Envelope envelope, @Nullable JsonNode data) {
        if (json.hasNonNull("userId") || json.hasNonNull("anonymousId")) {
            return;
        }
        putIfAbsent(json, "userId", envelope.text("userid"));
        putIfAbsent(json, "anonymousId", envelope.text("anonymousid"));
        for (var id : List.of("userId", "anonymousId")) {
            var own = data == null ? null : data.path(id);
            if (own != null && own.isValueNode() && !json.hasNonNull(id)) {
                json.set(id, own);
            }
        }
        if (!json.hasNonNull("userId") && !json.hasNonNull("anonymousId")) {
            putIfAbsent(json, "userId", envelope.text("subject"));
        }
    }

    private static void addContext(ObjectNode json, Envelope envelope) {
        var context = json.get("context");
        if (context != null && !context.isNull() && !context.isObject()) {
            // The event is rejected for it.
            return;
        }
        var kept = (context instanceof ObjectNode own ? own : json.putObject("context")).putObject("cloudevent");
        for (var name : CORE) {
            putIfAbsent(kept, name, envelope.text(name));
        }
        var extensions = JsonNodeFactory.instance.objectNode();
        envelope.attributes().forEach((name, value) -> {
            if (!CORE.contains(name)) {
                extensions.set(name, value);
            }
        });
        if (!extensions.isEmpty()) {
            kept.set("extensions", extensions);
        }
        // Between sender and receiver lie brokers: it says nothing of the sender's clock.
        Optional.ofNullable(json.remove("sentAt")).ifPresent(sentAt -> kept.set("sentAt", sentAt));
    }

    /** Source and id together are unique (CloudEvents, section 3.1); a source cannot have a blank. */
    private static @Nullable String messageId(Envelope envelope) {
        var source = envelope.text("source");
        var id = envelope.text("id");
        if (source == null || id == null) {
            return null;
        }
        var readable = source + " " + id;
        return readable.length() <= IncomingEvent.MAX_MESSAGE_ID_LENGTH
                ? readable
                : DerivedId.of("cloudevent", source, id);
    }

    private static void putIfAbsent(ObjectNode json, String field, @Nullable String value) {
        if (value != null && !json.hasNonNull(field)) {
            json.put(field, value);
        }
    }
}
