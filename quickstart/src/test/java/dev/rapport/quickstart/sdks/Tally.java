package dev.rapport.quickstart.sdks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.quickstart.sdks.Sending.Calling;
import dev.rapport.quickstart.sdks.StoredEvents.Stored;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of the calls of a run.
 *
 * @param calls   made
 * @param copies  records in the captured topic
 * @param once    types enriched exactly once
 * @param lost    types never enriched
 * @param doubled types enriched more than once
 * @param wrong   fields that are not as called
 * @param faults  requests that the SDK had to take for failed
 * @param said    what the SDK said
 */
record Tally(
        Run run,
        int calls,
        long copies,
        List<String> once,
        List<String> lost,
        List<String> doubled,
        List<String> wrong,
        int faults,
        String said) {
    /** Pages make some calls only once their SDK has loaded. */
    private static final Duration LOADING = Duration.ofSeconds(10);

    static Tally of(Run run, StoredEvents events, Optional<Calling> calling, int faults, String said)
            throws IOException {
        Map<String, List<Stored>> byType = events.of(run).stream()
                .collect(Collectors.groupingBy(
                        stored -> stored.event().getType().name().toLowerCase(Locale.ROOT),
                        TreeMap::new,
                        Collectors.toList()));
        var tally = new Tally(
                run,
                run.calls().size(),
                events.copies(run),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                faults,
                said);
        for (var call : run.calls()) {
            var type = call.path("type").asText();
            var stored = byType.getOrDefault(type, List.of());
            (stored.isEmpty() ? tally.lost : stored.size() == 1 ? tally.once : tally.doubled).add(type);
            for (var event : stored) {
                tally.compare(call, event, calling);
            }
        }
        return tally;
    }

    private void compare(JsonNode call, Stored stored, Optional<Calling> calling) throws IOException {
        var event = stored.event();
        compare(call, "userId", event.getUserId());
        compare(call, "anonymousId", event.getAnonymousId());
        compare(call, "name", event.getName());
        compare(call, "event", event.getName());
        compare(call, "previousId", stored.captured().getPreviousId());
        compare(call, "groupId", stored.payload().path("groupId").asText(null));
        for (var field : List.of("traits", "properties")) {
            for (var entry : call.path(field).properties()) {
                var value = stored.properties().path(entry.getKey());
                if (!value.asText().equals(entry.getValue().asText())) {
                    note(call, field + "." + entry.getKey(), entry.getValue(), value);
                }
            }
        }
        compareTime(call, event.getOccurredAt(), calling);
    }

    private void compare(JsonNode call, String field, @Nullable String stored) {
        if (call.has(field) && !call.path(field).asText().equals(stored)) {
            note(call, field, call.path(field), stored);
        }
    }

    private void compareTime(JsonNode call, Instant occurredAt, Optional<Calling> calling) {
        if (!call.has("timestamp")) {
            if (calling.stream().noneMatch(time -> isWithin(time, occurredAt))) {
                note(call, "time", calling, occurredAt);
            }
            return;
        }
        if (!occurredAt.equals(Run.THEN)) {
            note(call, "time", Run.THEN, occurredAt);
        }
    }

    private static boolean isWithin(Calling calling, Instant occurredAt) {
        return !occurredAt.isBefore(calling.from().minus(LOADING))
                && !occurredAt.isAfter(calling.to().plus(LOADING));
    }

    private void note(JsonNode call, String field, Object called, @Nullable Object stored) {
        wrong.add(call.path("type").asText() + "." + field + ": called with " + called + ", stored " + stored);
    }
}
