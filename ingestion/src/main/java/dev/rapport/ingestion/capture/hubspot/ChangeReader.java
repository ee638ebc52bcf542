package dev.rapport.ingestion.capture.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.hubspot.Change.Subject;
import dev.rapport.ingestion.capture.hubspot.Meaning.Broken;
import dev.rapport.ingestion.capture.hubspot.Meaning.Call;
import dev.rapport.ingestion.capture.hubspot.Meaning.Forget;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From changes in HubSpot to what they say in Segment's words; the table is in docs/hubspot.md. Thread-safe. */
final class ChangeReader {
    private final Optional<String> userIdProperty;

    /** @param userIdProperty property of contacts that holds the shop's own user id */
    ChangeReader(Optional<String> userIdProperty) {
        this.userIdProperty = userIdProperty;
    }

    /**
     * One meaning, but for a merge of several objects, which has one for each.
     *
     * @param merged identifiers of objects that a merge of the same request replaced
     */
    List<Meaning> read(Change change, Set<String> merged) {
        if (change.type().isEmpty()) {
            return broken(RejectionReason.UNKNOWN_TYPE, "subscriptionType is required");
        }
        if (change.text("portalId") == null || change.objectId() == null) {
            return broken(RejectionReason.MISSING_IDS, "portalId and objectId are required");
        }
        var subject = change.subject();
        if (subject.isEmpty()) {
            return broken(
                    RejectionReason.UNKNOWN_TYPE,
                    "subscriptionType must be about contacts or companies; other objects name no customer");
        }
        var id = change.identifier(subject.get(), String.valueOf(change.objectId()));
        return read(change, subject.get(), id, merged.contains(id) || isOfMerge(change));
    }

    private List<Meaning> read(Change change, Subject subject, String id, boolean isMerged) {
        var isContact = subject == Subject.CONTACT;
        return switch (change.kind()) {
            case "propertyChange" -> List.of(property(change, subject, id));
            case "creation" -> List.of(isContact ? track(id, "Contact Created", change) : group(id, id, Map.of()));
            // Restored contacts stay without consent until they give it again.
            case "deletion" -> List.of(track(id, subject.title() + " Deleted", change, isContact && !isMerged));
            case "restore" -> List.of(track(id, subject.title() + " Restored", change));
            case "merge" -> merge(change, subject, id);
            case "associationChange" -> List.of(association(change, subject, id));
            case "privacyDeletion" -> List.of(isContact ? new Forget(id) : track(id, change.type(), change));
            default -> List.of(track(id, change.type(), change));
        };
    }

    private Meaning property(Change change, Subject subject, String id) {
        var property = change.text("propertyName");
        if (property == null) {
            return new Broken(RejectionReason.INVALID_FIELD, "propertyName is required");
        }
        if (change.isWithheld()) {
            return track(id, subject.title() + " Property Changed", change);
        }
        var value = change.text("propertyValue");
        if (subject == Subject.COMPANY) {
            return group(id, id, trait(property, value));
        }
        var userId = userIdProperty.filter(property::equals).isPresent() ? value : null;
        return new Call(EventType.IDENTIFY, null, userId, id, null, Map.of("traits", trait(property, value)), false);
    }

    private static List<Meaning> merge(Change change, Subject subject, String id) {
        var merged = change.mergedIds();
        if (merged.isEmpty()) {
            return broken(RejectionReason.MISSING_PREVIOUS_ID, "a merge needs primaryObjectId and mergedObjectIds");
        }
        return merged.stream()
                .<Meaning>map(previous -> new Call(
                        EventType.ALIAS, null, id, null, change.identifier(subject, previous), Map.of(), false))
                .toList();
    }

    /**
     * A contact that comes to a company joins a group, whichever of the two is told of it; whatever else is kept as an
     * event.
     */
    private static Meaning association(Change change, Subject subject, String id) {
        var other = subject == Subject.CONTACT ? Subject.COMPANY : Subject.CONTACT;
        var to = change.text("toObjectId");
        var isRemoved = change.json().path("associationRemoved").asBoolean(false);
        if (to == null || isRemoved || !change.leadsTo(other)) {
            return track(id, subject.title() + " Association Changed", change);
        }
        var otherId = change.identifier(other, to);
        return subject == Subject.CONTACT ? group(id, otherId, Map.of()) : group(otherId, id, Map.of());
    }

    private static Call group(String id, String groupId, Map<String, Object> traits) {
        return new Call(EventType.GROUP, null, null, id, null, Map.of("groupId", groupId, "traits", traits), false);
    }

    private static Call track(String id, String name, Change change) {
        return track(id, name, change, false);
    }

    private static Call track(String id, String name, Change change, boolean withdrawsAll) {
        var properties = new HashMap<String, Object>();
        for (var field :
                List.of("changeSource", "propertyName", "associationType", "toObjectId", "associationRemoved")) {
            var value = change.json().path(field);
            if (value.isValueNode() && !value.isNull()) {
                properties.put(field, plain(value));
            }
        }
        return new Call(EventType.TRACK, name, null, id, null, Map.of("properties", properties), withdrawsAll);
    }

    /**
     * HubSpot notifies of the objects that a merge replaces as deleted, too, and nobody is gone then. What it says of their
     * source is not documented: a word that is not understood leaves the withdrawal of a deletion in force.
     */
    private static boolean isOfMerge(Change change) {
        var source = change.text("changeSource");
        return source != null && source.toUpperCase(Locale.ROOT).contains("MERGE");
    }

    private static Map<String, Object> trait(String property, @Nullable String value) {
        var traits = new HashMap<String, Object>();
        // An empty value is one that was cleared.
        traits.put(ContactProperties.traitOf(property), value);
        return traits;
    }

    private static Object plain(JsonNode value) {
        return value.isBoolean() ? value.booleanValue() : value.asText();
    }

    private static List<Meaning> broken(RejectionReason reason, String detail) {
        return List.of(new Broken(reason, detail));
    }
}
