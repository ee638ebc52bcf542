package dev.rapport.enrichment.campaign.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.campaign.Recurrence;
import dev.rapport.enrichment.campaign.Trigger;
import dev.rapport.runtime.yaml.YamlProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can make a campaign decide, and what is wrong with what cannot. */
class TriggerYamlTest {
    private static final String EVENTS = "events: [Cart Abandoned]\n  max-age: 1d";

    @ParameterizedTest
    @ValueSource(strings = {"cart-left-behind", "sunday-code"})
    void readsTheExamples(String id) throws IOException {
        // Given
        var yaml = Files.readString(Path.of("../examples/campaigns/" + id + ".yaml"));
        // When
        var problems = CampaignYaml.validate(yaml);
        // Then
        assertThat(problems).isEmpty();
        assertThat(yaml).contains("\nid: " + id + "\n");
    }

    @Test
    void readsAnAbsence() throws Exception {
        // Given
        var yaml = cart("absence: {of: [Order Completed], after: [Product Added, Checkout Started], for: 2h}");
        // When
        var trigger = CampaignYaml.parse(yaml).trigger();
        // Then
        assertThat(trigger)
                .isEqualTo(new Trigger.Absence(
                        List.of("Product Added", "Checkout Started"),
                        List.of("Order Completed"),
                        Duration.ofHours(2),
                        Duration.ofHours(1)));
    }

    @Test
    void refusesAnAbsenceThatCannotBe() throws IOException {
        // Given
        var yaml = cart("absence: {of: [Product Added], after: [Product Added], for: 90d}");
        // When
        var problems = CampaignYaml.validate(yaml);
        // Then
        assertThat(problems)
                .extracting(YamlProblem::toString)
                .containsExactly(
                        "line 9, column 17: trigger.absence.of: 'Product Added' must not be among after, too",
                        "line 9, column 63: trigger.absence.for: must be at most 60d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trigger.schedule.at; schedule: {at: \"+300000000-01-01T09:00\", zone: UTC}",
                "window.until; events: [Cart Abandoned]\nwindow: {until: \"+999999999-12-31\"}",
                "window.from; events: [Cart Abandoned]\nwindow: {from: \"+999999999-12-31T23:00:00-18:00\"}"
            })
    void refusesYearsThatNoCampaignRunsIn(String fieldAndYaml) throws IOException {
        // Given
        var parts = fieldAndYaml.split("; ", 2);
        // When
        var problems = CampaignYaml.validate(cart(parts[1]));
        // Then
        assertThat(problems).singleElement().asString().contains(parts[0] + ": must be a ");
    }

    @Test
    void readsSchedules() throws Exception {
        // Given
        var berlin = ZoneId.of("Europe/Berlin");
        // Then
        assertThat(schedule("{every: 1d, at: \"09:00\", zone: Europe/Berlin}"))
                .isEqualTo(new Recurrence.Daily(LocalTime.of(9, 0), berlin));
        assertThat(schedule("{every: 1w, at: \"09:00\", zone: Europe/Berlin}"))
                .isEqualTo(new Recurrence.Weekly(DayOfWeek.MONDAY, LocalTime.of(9, 0), berlin));
        assertThat(schedule("{every: month, on: 31, at: \"09:00\", zone: Europe/Berlin}"))
                .isEqualTo(new Recurrence.Monthly(31, LocalTime.of(9, 0), berlin));
        assertThat(schedule("{at: 2026-12-24T09:00, zone: Europe/Berlin}"))
                .isEqualTo(new Recurrence.Once(LocalDateTime.of(2026, 12, 24, 9, 0), berlin));
    }

    @Test
    void refusesSchedulesThatCannotBe() throws IOException {
        // Given
        var yaml = cart("schedule: {every: 1h, at: noon, zone: Mars}");
        // When
        var problems = CampaignYaml.validate(yaml);
        // Then
        assertThat(problems)
                .extracting(YamlProblem::message)
                .containsExactlyInAnyOrder(
                        "trigger.schedule.every: must be 1d, 1w or month, not '1h'",
                        "trigger.schedule.at: must be a time such as 09:00, not 'noon'",
                        "trigger.schedule.zone: must be a time zone such as Europe/Berlin, not 'Mars'");
    }

    private static Recurrence schedule(String schedule) throws Exception {
        return ((Trigger.Schedule)
                        CampaignYaml.parse(cart("schedule: " + schedule)).trigger())
                .recurrence();
    }

    @Test
    void refusesTwoTriggers() throws IOException {
        // Given
        var yaml = cart("events: [A]\n  absence: {of: [B], after: [C], for: 2h}");
        // When
        var problems = CampaignYaml.validate(yaml);
        // Then
        assertThat(problems)
                .extracting(YamlProblem::toString)
                .containsExactly("line 10, column 12: trigger.absence: must be the only trigger: events is given, too");
    }

    private static String cart(String trigger) throws IOException {
        try (var in = TriggerYamlTest.class.getResourceAsStream("/campaigns/cart-abandoned.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace(EVENTS, trigger);
        }
    }
}
