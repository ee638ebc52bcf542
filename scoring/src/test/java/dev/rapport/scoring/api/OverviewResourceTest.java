package dev.rapport.scoring.api;

import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.EVENTS_REJECTED;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.testkit.record.Records.CAMPAIGN;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.PROMPT;
import static dev.rapport.testkit.record.Records.aCampaignDefinition;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.aRejectedEvent;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.euros;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.RejectionReason;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OverviewResourceTest {
    private final TestingApi api = new TestingApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void sumsWhatTheFirstPageShows() throws IOException, InterruptedException {
        // Given a reply that was clicked and led to an order, a customer held out who bought as well, and rejections
        api.pipe(DECISIONS, CUSTOMER, aDecision().build());
        api.pipe(REPLIES, CUSTOMER, aReply().build());
        api.pipe(
                EVENTS_ENRICHED,
                CUSTOMER,
                anEnrichedEvent()
                        .setMessageId("click")
                        .setName("Email Link Clicked")
                        .setPromptId(PROMPT)
                        .build());
        api.pipe(EVENTS_ENRICHED, CUSTOMER, anOrder(CUSTOMER));
        api.pipe(
                DECISIONS,
                "customer-2",
                aDecision()
                        .setCustomerId("customer-2")
                        .setDecisionId("decision-2")
                        .setReason(DecisionReason.HOLDOUT)
                        .setArm("holdout")
                        .setPromptId(null)
                        .build());
        api.pipe(EVENTS_ENRICHED, "customer-2", anOrder("customer-2"));
        api.pipe(
                DECISIONS,
                CUSTOMER,
                aDecision()
                        .setDecisionId("d3")
                        .setReason(DecisionReason.NO_CONSENT)
                        .setPromptId(null)
                        .setArm(null)
                        .build());
        for (var i = 0; i < 2; i++) {
            api.pipe(
                    EVENTS_REJECTED,
                    "m" + i,
                    aRejectedEvent().setReason(RejectionReason.EVENT_TOO_LARGE).build());
        }
        api.pipe(
                EVENTS_REJECTED,
                "m2",
                aRejectedEvent().setReason(RejectionReason.INVALID_FIELD).build());
        // When
        var overview = api.json("/api/v1/overview");
        // Then
        assertThat(overview.at("/from").isNull()).isTrue();
        assertThat(overview.at("/shop/events").asLong()).isEqualTo(3);
        assertThat(overview.at("/shop/purchases").asLong()).isEqualTo(2);
        assertThat(overview.at("/shop/revenueMinor/EUR").asLong()).isEqualTo(20_00);
        assertThat(overview.at("/replies/sent").asLong()).isEqualTo(1);
        assertThat(overview.at("/replies/clicked").asLong()).isEqualTo(1);
        assertThat(overview.at("/replies/customers").asLong()).isEqualTo(1);
        assertThat(overview.at("/replies/converted").asLong()).isEqualTo(1);
        assertThat(overview.at("/rejections").toString())
                .isEqualTo("{\"total\":3,\"byReason\":{\"EVENT_TOO_LARGE\":2,\"INVALID_FIELD\":1}}");
        var experiment = overview.at("/experiments/0");
        assertThat(experiment.path("id").asText()).isEqualTo(CAMPAIGN);
        assertThat(experiment.path("customers").asLong()).isEqualTo(2);
        assertThat(experiment.at("/decisions/total").asLong()).isEqualTo(3);
        assertThat(experiment.at("/decisions/byReason/NO_CONSENT").asLong()).isEqualTo(1);
        assertThat(experiment.at("/revenueMinor/holdout/EUR").asLong()).isEqualTo(10_00);
    }

    @Test
    void givesTheLatestMinutesByTheClockWithZerosForThoseWithoutEvents() throws IOException, InterruptedException {
        // Given an order in a minute that is over by ten more
        api.pipe(EVENTS_ENRICHED, CUSTOMER, anOrder(CUSTOMER));
        api.clock().advance(Duration.ofMinutes(11));
        // When
        var minutes = api.json("/api/v1/overview").path("minutes");
        // Then
        assertThat(minutes).hasSize(30);
        assertThat(minutes.path(29).path("start").asText())
                .isEqualTo(NOW.plus(Duration.ofMinutes(11)).toString());
        assertThat(minutes.path(18).path("purchases").asLong()).isEqualTo(1);
        assertThat(minutes.path(19).path("purchases").asLong(-1)).isZero();
    }

    @Test
    void sumsTheDaysOfAPeriod() throws IOException, InterruptedException {
        // Given
        api.pipe(EVENTS_ENRICHED, CUSTOMER, anOrder(CUSTOMER));
        api.pipe(
                EVENTS_ENRICHED,
                CUSTOMER,
                anEnrichedEvent()
                        .setMessageId("later")
                        .setOccurredAt(NOW.plus(Duration.ofDays(1)))
                        .setReceivedAt(NOW.plus(Duration.ofDays(1)))
                        .build());
        // When
        var firstDay = api.json("/api/v1/overview?from=2026-03-20&to=2026-03-21");
        var both = api.json("/api/v1/overview?from=2026-03-20");
        // Then
        assertThat(firstDay.at("/shop/events").asLong()).isEqualTo(1);
        assertThat(firstDay.path("to").asText()).isEqualTo("2026-03-21T00:00:00Z");
        assertThat(both.at("/shop/events").asLong()).isEqualTo(2);
    }

    @Test
    void listsACampaignBeforeAnythingWasDecided() throws IOException, InterruptedException {
        // Given
        api.pipe(CAMPAIGNS_ACCEPTED, CAMPAIGN, aCampaignDefinition("id: x").build());
        // When
        var experiments = api.json("/api/v1/overview").path("experiments");
        // Then
        assertThat(experiments).singleElement().satisfies(experiment -> {
            assertThat(experiment.path("source").asText()).isEqualTo("campaign");
            assertThat(experiment.path("customers").asLong(-1)).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=2026-03-20T05:00:00Z", "from=2026-03-21&to=2026-03-20", "day=2026-03-20"})
    void refusesAPeriodThatItCannotSum(String query) throws IOException, InterruptedException {
        // When
        var response = api.get("/api/v1/overview?" + query);
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
    }

    private static EnrichedEvent anOrder(String customer) {
        return anEnrichedEvent()
                .setCustomerId(customer)
                .setMessageId("order-of-" + customer)
                .setName("Order Completed")
                .setOrderId("order-of-" + customer)
                .setRevenue(euros(10_00L))
                .setOccurredAt(NOW.plusSeconds(30))
                .setReceivedAt(NOW.plusSeconds(30))
                .build();
    }
}
