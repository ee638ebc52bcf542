package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Trigger;
import dev.rapport.runtime.yaml.YamlFields;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads what makes a campaign decide, {@code trigger}: {@code events}, {@code absence} or {@code schedule}. */
final class TriggerReader {
    private static final Duration DEFAULT_MAX_AGE = Duration.ofHours(1);

    /** Versions of campaigns are known for 90 days, and one that began to wait must still be among them. */
    private static final Duration MAX_ABSENCE = Duration.ofDays(60);

    private TriggerReader() {}

    static Trigger read(YamlFields in) {
        return in.requiredMapping("trigger")
                .map(TriggerReader::trigger)
                .orElseGet(() -> new Trigger.Event(List.of(), Duration.ZERO));
    }

    private static Trigger trigger(YamlFields in) {
        var kinds = Stream.of("events", "absence", "schedule").filter(in::has).toList();
        if (kinds.size() > 1) {
            in.problemOf(kinds.get(1), "must be the only trigger: " + kinds.get(0) + " is given, too");
        }
        var absence = in.mapping("absence").map(TriggerReader::absence);
        var schedule = in.mapping("schedule").map(ScheduleReader::read);
        var events = in.has("events") || kinds.isEmpty() ? names(in, "events") : List.<String>of();
        var when = ConditionReader.read(in, "when");
        if (when.isPresent() && !in.has("events") && !kinds.isEmpty()) {
            in.problemOf("when", "is for events only");
        }
        var maxAge = in.parsed("max-age", DEFAULT_MAX_AGE, Values::duration, DEFAULT_MAX_AGE);
        in.finish();
        return schedule.<Trigger>map(recurrence -> new Trigger.Schedule(recurrence, maxAge))
                .or(() -> absence.map(wait -> wait.withMaxAge(maxAge)))
                .orElseGet(() -> new Trigger.Event(events, when, maxAge));
    }

    private static Trigger.Absence absence(YamlFields in) {
        var of = names(in, "of");
        var after = names(in, "after");
        of.stream()
                .filter(after::contains)
                .findFirst()
                .ifPresent(both -> in.problemOf("of", "'" + both + "' must not be among after, too"));
        var lasting = in.parsed("for", null, Values::duration, MAX_ABSENCE);
        if (lasting.compareTo(MAX_ABSENCE) > 0) {
            in.problemOf("for", "must be at most " + MAX_ABSENCE.toDays() + "d");
        }
        in.finish();
        return new Trigger.Absence(after, of, lasting, DEFAULT_MAX_AGE);
    }

    private static List<String> names(YamlFields in, String key) {
        var names = in.texts(key, null);
        if (names.isEmpty()) {
            in.problemOf(key, "must name at least one event");
        }
        return names;
    }
}
