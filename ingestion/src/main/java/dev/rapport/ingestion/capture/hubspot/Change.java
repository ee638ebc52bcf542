package dev.rapport.ingestion.capture.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.schemas.id.DerivedId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change as HubSpot notifies of it, by its developer documentation, "Webhooks" and "Create generic webhook
 * subscriptions". Subscription types are {@code contact.creation} and the like, or in the generic form
 * {@code object.creation} beside an {@code objectTypeId}.
 */
record Change(JsonNode json) {
    /** Longest message id that is kept as it is, in characters; the aliases of a merge add to it. */
    private static final int MAX_READABLE_ID = 90;

    private static final String GENERIC = "object";

    /** In place of the value of a sensitive property. */
    private static final String WITHHELD = "REDACTED";

    /** What a change is about. */
    enum Subject {
        CONTACT("contact", "0-1"),
        COMPANY("company", "0-2");

        private final String label;
        private final String typeId;

        Subject(String label, String typeId) {
            this.label = label;
            this.typeId = typeId;
        }

        /** For names of events. */
        String title() {
            return Character.toUpperCase(label.charAt(0)) + label.substring(1);
        }
    }

    /** Text of a field, whether it is written as text or as number; null where it is absent, empty or something else. */
    @Nullable String text(String field) {
        var node = json.path(field);
        return (node.isTextual() || node.isNumber()) && !node.asText().isBlank() ? node.asText() : null;
    }

    String type() {
        return Optional.ofNullable(text("subscriptionType")).orElse("");
    }

    /** What happened: the part of the type behind its first dot; empty where it has none. */
    String kind() {
        var dot = type().indexOf('.');
        return dot < 0 ? "" : type().substring(dot + 1);
    }

    /** Empty for any other object of the CRM. */
    Optional<Subject> subject() {
        var dot = type().indexOf('.');
        var object = dot < 0 ? type() : type().substring(0, dot);
        var typeId = Optional.ofNullable(text("objectTypeId")).orElseGet(() -> text("fromObjectTypeId"));
        for (var subject : Subject.values()) {
            if (object.equals(subject.label) || (object.equals(GENERIC) && subject.typeId.equals(typeId))) {
                return Optional.of(subject);
            }
        }
        return Optional.empty();
    }

    /** The object that changed: of a merge the one that is left, of an association the one that it belongs to. */
    @Nullable String objectId() {
        var first = kind().equals("merge") ? List.of("newObjectId", "primaryObjectId") : List.<String>of();
        return first(first)
                .or(() -> first(List.of("objectId", "fromObjectId", "primaryObjectId")))
                .orElse(null);
    }

    /**
     * Whether a property has a value that HubSpot does not say, as the property is marked as sensitive: generic
     * subscriptions have a field for it, those of one object write a word in its place.
     */
    boolean isWithheld() {
        return json.path("isSensitive").asBoolean(false) || WITHHELD.equals(text("propertyValue"));
    }

    /** Of an association: whether it leads to a contact or to a company. */
    boolean leadsTo(Subject subject) {
        var named = Optional.ofNullable(text("associationType")).orElse("").toUpperCase(Locale.ROOT);
        return subject.typeId.equals(text("toObjectTypeId"))
                || named.endsWith("TO_" + subject.label.toUpperCase(Locale.ROOT));
    }

    /** Of a merge: the objects that are no more, by their identifiers. */
    List<String> merged() {
        return kind().equals("merge")
                ? subject().stream()
                        .flatMap(subject -> mergedIds().stream().map(id -> identifier(subject, id)))
                        .toList()
                : List.of();
    }

    /** Of a merge: the objects that are no more. */
    List<String> mergedIds() {
        Set<String> merged = new LinkedHashSet<>();
        for (var id : json.path("mergedObjectIds")) {
            if (id.isTextual() || id.isNumber()) {
                merged.add(id.asText());
            }
        }
        Optional.ofNullable(text("primaryObjectId")).ifPresent(merged::add);
        merged.remove(objectId());
        return List.copyOf(merged);
    }

    /** Identifier of an object of this account, beside its own user id if it has one; see docs/adr/0101. */
    String identifier(Subject subject, String objectId) {
        var kind = subject == Subject.CONTACT ? "" : subject.label + ":";
        return "hubspot:" + text("portalId") + ":" + kind + objectId;
    }

    /** The same for every attempt; null where the notification lacks what tells it from others. */
    @Nullable String messageId() {
        var parts = new ArrayList<String>();
        for (var field : List.of("portalId", "subscriptionId", "eventId", "occurredAt")) {
            var part = text(field);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        parts.add(2, String.valueOf(objectId()));
        var readable = "hubspot:" + String.join(":", parts);
        return readable.length() <= MAX_READABLE_ID ? readable : DerivedId.of("hubspot", parts.toArray(String[]::new));
    }

    private Optional<String> first(List<String> fields) {
        return fields.stream()
                .flatMap(field -> Optional.ofNullable(text(field)).stream())
                .findFirst();
    }
}
