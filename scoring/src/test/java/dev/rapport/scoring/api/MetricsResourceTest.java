package dev.rapport.scoring.api;

import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.testkit.record.Records.CAMPAIGN;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricsResourceTest {
    private final TestingApi api = new TestingApi();

    @BeforeEach
    void pipe() {
        for (var hour = 0; hour < 3; hour++) {
            api.pipe(
                    EVENTS_ENRICHED,
                    CUSTOMER,
                    anEnrichedEvent()
                            .setOccurredAt(NOW.plus(Duration.ofHours(hour)))
                            .setReceivedAt(NOW.plus(Duration.ofHours(hour)))
                            .build());
        }
        api.pipe(DECISIONS, CUSTOMER, aDecision().build());
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void givesTheTotalsOfTheWholeShopFirst() throws IOException, InterruptedException {
        // When
        var body = api.json("/api/v1/metrics");
        // Then
        assertThat(body.path("window").asText()).isEqualTo("all");
        assertThat(body.path("rows")).hasSize(2);
        var shop = body.path("rows").path(0);
        assertThat(shop.path("campaign").asText()).isEmpty();
        assertThat(shop.path("windowStart").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(shop.path("counts").path("events").asLong()).isEqualTo(3);
        assertThat(shop.path("counts").path("sessions").asLong()).isEqualTo(1);
    }

    @Test
    void filtersByCampaignWindowAndTime() throws IOException, InterruptedException {
        // Given
        var campaign = "/api/v1/metrics?window=1h&campaign=" + CAMPAIGN;
        var secondHour = "/api/v1/metrics?window=1h&from=2026-03-20T13:00:00Z&to=2026-03-20T14:00:00Z";
        // When
        var ofCampaign = api.json(campaign).path("rows");
        var ofSecondHour = api.json(secondHour).path("rows");
        // Then
        assertThat(ofCampaign).singleElement().satisfies(row -> assertThat(
                        row.path("counts").path("decisions.SENT").asLong())
                .isEqualTo(1));
        assertThat(ofSecondHour)
                .singleElement()
                .satisfies(row -> assertThat(row.path("windowStart").asText()).isEqualTo("2026-03-20T13:00:00Z"));
    }

    @Test
    void givesTheLatestWindowsWhenNobodySaysFromWhen() throws IOException, InterruptedException {
        // Given events in the first minute of the latest day and in the minute before
        var latest = NOW.plus(Duration.ofHours(2));
        for (var ago : new Duration[] {Duration.ofMinutes(1_439), Duration.ofDays(1)}) {
            api.pipe(
                    EVENTS_ENRICHED,
                    CUSTOMER,
                    anEnrichedEvent()
                            .setOccurredAt(latest.minus(ago))
                            .setReceivedAt(latest.minus(ago))
                            .build());
        }
        // When
        var rows = api.json("/api/v1/metrics?window=1m").path("rows");
        var before = api.json("/api/v1/metrics?window=1m&to=" + NOW).path("rows");
        var all = api.json("/api/v1/metrics?window=1m&from=2010-12-01").path("rows");
        // Then
        assertThat(rows.path(0).path("windowStart").asText())
                .isEqualTo(latest.minus(Duration.ofMinutes(1_439)).toString());
        assertThat(before.path(0).path("windowStart").asText())
                .isEqualTo(latest.minus(Duration.ofDays(1)).toString());
        assertThat(all).hasSize(rows.size() + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "window=2h; window=2h: expected 1m, 1h, 1d or all",
                "window=1h&from=yesterday; from=yesterday: expected a time such as 2010-12-01T00:00:00Z or a day such as 2010-12-01",
                "from=2010-12-01; from=2010-12-01: needs window=1m, 1h or 1d",
            })
    void refusesWhatItCannotRead(String query, String error) throws IOException, InterruptedException {
        // When
        var response = api.get("/api/v1/metrics?" + query);
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(error);
    }
}
