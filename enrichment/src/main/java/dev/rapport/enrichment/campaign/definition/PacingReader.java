package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.DailyHours;
import dev.rapport.enrichment.campaign.Delivery;
import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.campaign.FrequencyCap.Per;
import dev.rapport.enrichment.campaign.FrequencyCap.Scope;
import dev.rapport.enrichment.campaign.Pacing;
import dev.rapport.enrichment.campaign.Priority;
import dev.rapport.enrichment.campaign.ReEntry;
import dev.rapport.enrichment.campaign.SendAt;
import dev.rapport.enrichment.campaign.Window;
import dev.rapport.runtime.yaml.YamlFields;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;

/** Reads when and how often a campaign writes; every key can be left out. */
final class PacingReader {
    private static final Duration STAND_IN = Duration.ofHours(1);
    private static final int MAX_CAPS = 10;

    private PacingReader() {}

    /** @param defaultZone where dates begin and customers live, where nothing else says so */
    static Pacing read(YamlFields in, Optional<ZoneId> defaultZone) {
        var window = in.mapping("window")
                .map(dates -> window(dates, defaultZone.orElse(ZoneOffset.UTC)))
                .orElse(Window.ALWAYS);
        var reEntry = in.parsed("re-entry", ReEntry.ALWAYS, PacingReader::reEntry, ReEntry.ALWAYS);
        var caps = in.mappingOrMappings("cap").stream().map(PacingReader::cap).toList();
        if (caps.size() > MAX_CAPS) {
            in.problemOf("cap", "at most " + MAX_CAPS);
        }
        var priority =
                in.parsed("priority", Priority.NORMAL, Values.oneOf(EnumSet.allOf(Priority.class)), Priority.NORMAL);
        var ordered = in.parsed("ordered", false, Values::flag, false);
        return new Pacing(window, reEntry, caps, delivery(in, defaultZone), priority, ordered);
    }

    private static Window window(YamlFields in, ZoneId zone) {
        var from = in.optional("from", Times.from(zone), Times.STAND_IN);
        var until = in.optional("until", Times.until(zone), Times.STAND_IN);
        if (from.isPresent() && until.filter(end -> !from.get().isBefore(end)).isPresent()) {
            in.problemOf("until", "must be after from");
        }
        in.finish();
        return new Window(from, until);
    }

    private static ReEntry reEntry(String text) {
        return switch (text) {
            case "never" -> ReEntry.NEVER;
            case "always" -> ReEntry.ALWAYS;
            default -> {
                try {
                    yield new ReEntry(Values.duration(text));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "must be never, always or a duration such as 30d, not '" + text + "'", e);
                }
            }
        };
    }

    private static FrequencyCap cap(YamlFields in) {
        var messages = in.parsed("messages", null, Values.whole(1, 100), 1);
        var per = in.<Per>parsed("per", null, PacingReader::per, new Per.LocalDay());
        var scope = in.parsed("scope", Scope.CAMPAIGN, Values.oneOf(EnumSet.allOf(Scope.class)), Scope.CAMPAIGN);
        in.finish();
        return new FrequencyCap(messages, per, scope);
    }

    private static Per per(String text) {
        return text.equals("day") ? new Per.LocalDay() : new Per.Span(Values.duration(text));
    }

    private static Delivery delivery(YamlFields in, Optional<ZoneId> defaultZone) {
        var quietHours = in.mapping("quiet-hours").flatMap(PacingReader::hours);
        var sendAt = in.parsed("send-at", SendAt.AT_ONCE, Values.oneOf(EnumSet.allOf(SendAt.class)), SendAt.AT_ONCE);
        var expiresAfter = in.optional("expires-after", Values::duration, STAND_IN);
        return new Delivery(quietHours, sendAt, expiresAfter, defaultZone);
    }

    /** Empty where they would be none or all of the day. */
    private static Optional<DailyHours> hours(YamlFields in) {
        var from = in.parsed("from", null, Times::ofDay, LocalTime.MIDNIGHT);
        var until = in.parsed("until", null, Times::ofDay, LocalTime.MIDNIGHT);
        in.finish();
        if (!from.equals(until)) {
            return Optional.of(new DailyHours(from, until));
        }
        if (in.has("from") && in.has("until")) {
            in.problemOf("until", "must not be the same time as from");
        }
        return Optional.empty();
    }
}
