package dev.rapport.ingestion.capture.hubspot;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rapport.ingestion.capture.hubspot.Meaning.Broken;
import dev.rapport.ingestion.capture.json.JsonBody;
import dev.rapport.ingestion.capture.json.JsonItem;
import dev.rapport.schemas.RejectionReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the body of a webhook: an array of changes, or one of them. Thread-safe. */
public final class HubSpotReader {
    /** Changes in one request, at most. */
    public static final int MAX_CHANGES = 100;

    private final ChangeReader changes;

    public HubSpotReader(HubSpotConfig config) {
        this.changes = new ChangeReader(config.userIdProperty());
    }

    /**
     * The events of a body, in the order sent; a body that is not JSON is one event that is rejected with these bytes.
     *
     * @return more than {@link #MAX_CHANGES} changes: empty
     */
    public Optional<List<HubSpotEvent>> read(byte[] body) {
        var items = new ArrayList<JsonItem>();
        try (var parser = JsonBody.parser(body)) {
            var first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                items.add(JsonBody.item(parser, body));
            } else if (first == JsonToken.START_ARRAY) {
                for (var count = 0; parser.nextToken() != JsonToken.END_ARRAY; count++) {
                    if (count == MAX_CHANGES) {
                        return Optional.empty();
                    }
                    items.add(JsonBody.item(parser, body));
                }
            } else {
                return Optional.of(List.of(unreadable("the body must be a JSON array of changes", body)));
            }
            return Optional.of(
                    parser.nextToken() == null
                            ? events(items)
                            : List.of(unreadable("something follows the JSON array of changes", body)));
        } catch (IOException e) {
            return Optional.of(List.of(unreadable("the body is not valid JSON", body)));
        }
    }

    /** A merge is known before the deletions that HubSpot notifies of with it, in whatever order they are. */
    private List<HubSpotEvent> events(List<JsonItem> items) {
        var merged = items.stream()
                .filter(item -> item.json().isObject())
                .flatMap(item -> new Change(item.json()).merged().stream())
                .collect(Collectors.toUnmodifiableSet());
        return items.stream().flatMap(item -> events(item, merged).stream()).toList();
    }

    private List<HubSpotEvent> events(JsonItem item, Set<String> merged) {
        if (!item.json().isObject()) {
            var problem = item.problem().orElse("a change must be a JSON object");
            return List.of(new HubSpotEvent(item, new Broken(RejectionReason.NOT_AN_OBJECT, problem), null));
        }
        var change = new Change(item.json());
        var id = change.messageId();
        var meanings = changes.read(change, merged);
        var events = new ArrayList<HubSpotEvent>(meanings.size());
        for (var meaning : meanings) {
            var own = id == null || events.isEmpty() ? id : id + "-" + events.size();
            events.add(new HubSpotEvent(item, meaning, own));
        }
        return events;
    }

    private static HubSpotEvent unreadable(String problem, byte[] body) {
        var item = new JsonItem(
                MissingNode.getInstance(), true, Optional.of(problem), false, false, ByteBuffer.wrap(body));
        return new HubSpotEvent(item, new Broken(RejectionReason.NOT_AN_OBJECT, problem), null);
    }
}
