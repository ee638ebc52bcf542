package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Trigger;
import dev.rapport.runtime.yaml.YamlFields;
import java.time.Duration;
import java.util.List;

/** Reads what makes a campaign decide: {@code trigger}. */
final class TriggerReader {
    private static final Duration DEFAULT_MAX_AGE = Duration.ofHours(1);

    private TriggerReader() {}

    static Trigger read(YamlFields in) {
        return in.requiredMapping("trigger")
                .map(TriggerReader::trigger)
                .orElseGet(() -> new Trigger.Event(List.of(), Duration.ZERO));
    }

    private static Trigger trigger(YamlFields in) {
        var events = in.texts("events", null);
        if (events.isEmpty()) {
            in.problemOf("events", "must name at least one event");
        }
        var when = ConditionReader.read(in, "when");
        var maxAge = in.parsed("max-age", DEFAULT_MAX_AGE, Values::duration, DEFAULT_MAX_AGE);
        in.finish();
        return new Trigger.Event(events, when, maxAge);
    }
}
