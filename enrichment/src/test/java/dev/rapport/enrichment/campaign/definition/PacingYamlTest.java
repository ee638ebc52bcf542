package dev.rapport.enrichment.campaign.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.campaign.DailyHours;
import dev.rapport.enrichment.campaign.Delivery;
import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.campaign.FrequencyCap.Per;
import dev.rapport.enrichment.campaign.FrequencyCap.Scope;
import dev.rapport.enrichment.campaign.Layer;
import dev.rapport.enrichment.campaign.Pacing;
import dev.rapport.enrichment.campaign.Priority;
import dev.rapport.enrichment.campaign.Ramp;
import dev.rapport.enrichment.campaign.ReEntry;
import dev.rapport.enrichment.campaign.SendAt;
import dev.rapport.enrichment.campaign.Share;
import dev.rapport.enrichment.campaign.Window;
import dev.rapport.runtime.yaml.YamlProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys that say when, how often and to whom. */
class PacingYamlTest {
    private static final String PLAIN = """
            id: spring
            version: 1
            kind: post
            trigger: {events: [Product Viewed]}
            goal: Order Completed
            channel: email
            arms: [{name: plain, weight: 100%}]
            language: {default: en}
            template: write
            fallback: hello
            """;

    @Test
    void leavesACampaignWithoutThemAsItWas() throws InvalidCampaignException {
        // When
        var campaign = CampaignYaml.parse(PLAIN);
        // Then
        assertThat(campaign.pacing()).isEqualTo(Pacing.UNLIMITED);
        assertThat(campaign.experiment().layer()).isEmpty();
        assertThat(campaign.experiment().ramp()).isEqualTo(Ramp.ALL);
    }

    @Test
    void readsAllOfThem() throws InvalidCampaignException {
        // When
        var campaign = CampaignYaml.parse(PLAIN + """
                default-zone: Europe/Berlin
                window: {from: 2026-12-01, until: 2026-12-24}
                re-entry: 30d
                cap:
                  - {messages: 1, per: day, scope: global}
                  - {messages: 3, per: 7d, scope: channel}
                  - {messages: 2, per: 24h}
                quiet-hours: {from: 21:00, until: "08:00"}
                send-at: usual-hour
                expires-after: 2d
                priority: transactional
                ordered: true
                layer: checkout
                slots: {from: 10%, until: 60%}
                ramp:
                  - {from: 2026-12-01T09:00, share: 10%}
                  - {from: 2026-12-08T09:00Z, share: 100%}
                """);
        // Then
        assertThat(campaign.pacing())
                .isEqualTo(new Pacing(
                        new Window(
                                Optional.of(Instant.parse("2026-11-30T23:00:00Z")),
                                Optional.of(Instant.parse("2026-12-24T23:00:00Z"))),
                        new ReEntry(Duration.ofDays(30)),
                        List.of(
                                new FrequencyCap(1, new Per.LocalDay(), Scope.GLOBAL),
                                new FrequencyCap(3, new Per.Span(Duration.ofDays(7)), Scope.CHANNEL),
                                FrequencyCap.ofCampaign(2, Duration.ofDays(1))),
                        new Delivery(
                                Optional.of(new DailyHours(LocalTime.of(21, 0), LocalTime.of(8, 0))),
                                SendAt.USUAL_HOUR,
                                Optional.of(Duration.ofDays(2)),
                                Optional.of(ZoneId.of("Europe/Berlin"))),
                        Priority.TRANSACTIONAL,
                        true));
        assertThat(campaign.experiment().layer()).contains(new Layer("checkout", 1_000, 6_000));
        assertThat(campaign.experiment().ramp().steps())
                .containsExactly(
                        new Ramp.Step(Instant.parse("2026-12-01T08:00:00Z"), new Share(1_000)),
                        new Ramp.Step(Instant.parse("2026-12-08T09:00:00Z"), new Share(10_000)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window: {from: soon}|11, 16|window.from: must be a date such as 2026-12-24",
                "window: {from: 2026-12-24, until: 2026-12-01}|11, 35|window.until: must be after from",
                "re-entry: sometimes|11, 11|re-entry: must be never, always or a duration such as 30d, not 'sometimes'",
                "cap: {messages: 1, per: fortnight}|11, 25|cap.per: expected a duration",
                "cap: [{messages: 1, per: day, scope: world}]|11, 38|cap[0].scope: must be one of campaign, channel, global",
                "quiet-hours: {from: 25:00, until: 08:00}|11, 21|quiet-hours.from: must be a time such as 21:00, not '25:00'",
                "quiet-hours: {from: 08:00, until: 08:00}|11, 35|quiet-hours.until: must not be the same time as from",
                "send-at: noon|11, 10|send-at: must be one of at-once, usual-hour, not 'noon'",
                "expires-after: 0s|11, 16|expires-after: must be longer than zero",
                "default-zone: Mars/Olympus|11, 15|default-zone: must be a time zone such as Europe/Berlin",
                "priority: urgent|11, 11|priority: must be one of transactional, high, normal, low, not 'urgent'",
                "slots: {from: 0%, until: 50%}|11, 8|slots: are those of a layer, which is missing",
                "ramp: [{from: 2026-12-02, share: 50%}, {from: 2026-12-01, share: 10%}]|11, 47|ramp[1].from: must be after"
            })
    void refusesWhatCannotBeMeant(String line, String place, String rule) {
        // When
        var problems = CampaignYaml.validate(PLAIN + line + "\n");
        // Then
        assertThat(problems)
                .first()
                .extracting(YamlProblem::toString)
                .asString()
                .startsWith("line " + place.replace(", ", ", column ") + ": " + rule);
    }
}
