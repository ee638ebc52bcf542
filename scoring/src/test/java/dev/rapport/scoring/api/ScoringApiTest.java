package dev.rapport.scoring.api;

import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.testkit.record.Records.CAMPAIGN;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.PROMPT;
import static dev.rapport.testkit.record.Records.aCampaignDefinition;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.aProfile;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.anExperiment;
import static dev.rapport.testkit.record.Records.euros;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.json.Json;
import dev.rapport.schemas.CampaignArm;
import dev.rapport.schemas.CampaignKind;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Money;
import dev.rapport.scoring.api.stream.StreamResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScoringApiTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "experiment.json");

    private final TestingApi api = new TestingApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void reportsAnExperimentInTheDocumentedShape() throws IOException, InterruptedException {
        // Given
        defineCampaign(5_000, "friendly");
        // 400 customers in two arms, a quarter of the friendly ones and a fifth of the holdout buy
        for (var i = 0; i < 400; i++) {
            var friendly = i % 2 == 0;
            api.pipe(DECISIONS, "customer-" + i, aDecisionFor(i, friendly));
            if (friendly ? i % 8 == 0 : i % 10 == 1) {
                var order = anEnrichedEvent()
                        .setCustomerId("customer-" + i)
                        .setName("Order Completed")
                        .setOrderId("order-" + i)
                        .setRevenue(euros(10_00L + i))
                        .setOccurredAt(NOW.plusSeconds(60))
                        .setReceivedAt(NOW.plusSeconds(60))
                        .build();
                api.pipe(EVENTS_ENRICHED, "customer-" + i, order);
            }
        }
        // When
        var report = api.json("/api/v1/experiments/" + CAMPAIGN);
        // Then
        var pretty = report.toPrettyString() + "\n";
        if (System.getProperty("update") != null) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, pretty);
        }
        assertThat(pretty).isEqualTo(Files.readString(GOLDEN));
        assertThat(api.json("/api/v1/experiments").at("/experiments/0")).isEqualTo(report);
    }

    @Test
    void raisesTheAlarmWhenNobodyIsInAnArm() throws IOException, InterruptedException {
        // Given
        defineCampaign(5_000, "friendly");
        for (var i = 0; i < 40; i++) {
            api.pipe(DECISIONS, "customer-" + i, aDecisionFor(i, true));
        }
        // When
        var report = api.json("/api/v1/experiments/" + CAMPAIGN);
        // Then
        assertThat(report.at("/sampleRatio/alarm").asBoolean()).isTrue();
        assertThat(report.at("/arms/1/arm").asText()).isEqualTo("holdout");
        assertThat(report.at("/arms/1/customers").asLong(-1)).isZero();
    }

    @Test
    void checksNoSharesWhenSomeWereAssignedByOthersThanThoseDefined() throws IOException, InterruptedException {
        // Given shares of today that are not those of the assignment
        defineCampaign(2_000, "friendly");
        for (var i = 0; i < 40; i++) {
            api.pipe(DECISIONS, "customer-" + i, aDecisionFor(i, i % 2 == 0));
        }
        // When
        var report = api.json("/api/v1/experiments/" + CAMPAIGN);
        // Then
        assertThat(report.path("sampleRatio").isNull()).isTrue();
    }

    @Test
    void checksNoSharesOfAnExperimentThatOthersAssign() throws IOException, InterruptedException {
        // Given 80 customers in a and 20 in b, which may well be what was meant
        for (var i = 0; i < 100; i++) {
            var viewed = anEnrichedEvent()
                    .setCustomerId("customer-" + i)
                    .setName("Experiment Viewed")
                    .setExperiment(anExperiment("outside", i % 5 == 0 ? "b" : "a"))
                    .build();
            api.pipe(EVENTS_ENRICHED, "customer-" + i, viewed);
        }
        // When
        var report = api.json("/api/v1/experiments/outside");
        // Then
        assertThat(report.path("sampleRatio").isNull()).isTrue();
    }

    @Test
    void namesNoCurrencyWhenThereAreSeveral() throws IOException, InterruptedException {
        // Given
        for (var i = 0; i < 2; i++) {
            api.pipe(DECISIONS, "customer-" + i, aDecisionFor(i, true));
            var order = anEnrichedEvent()
                    .setCustomerId("customer-" + i)
                    .setName("Order Completed")
                    .setRevenue(new Money(100L + i, i == 0 ? "EUR" : "USD"))
                    .setOccurredAt(NOW.plusSeconds(60))
                    .setReceivedAt(NOW.plusSeconds(60))
                    .build();
            api.pipe(EVENTS_ENRICHED, "customer-" + i, order);
        }
        // When
        var goal = api.json("/api/v1/experiments/" + CAMPAIGN).at("/arms/0/goals/Order Completed");
        // Then
        assertThat(goal.path("currency").isNull()).isTrue();
        assertThat(goal.path("revenueMinor").asLong()).isEqualTo(101);
    }

    @Test
    void showsACustomer() throws IOException, InterruptedException {
        // Given
        api.pipe(
                PROFILES, CUSTOMER, aProfile().setTraits("{\"city\":\"Turin\"}").build());
        api.pipe(DECISIONS, CUSTOMER, aDecision().build());
        api.pipe(REPLIES, CUSTOMER, aReply().build());
        api.pipe(
                EVENTS_ENRICHED,
                CUSTOMER,
                anEnrichedEvent().setUtmSource("newsletter").build());
        // When
        var customer = api.json("/api/v1/customers/" + CUSTOMER);
        // Then
        assertThat(customer.at("/profile/traits/city").asText()).isEqualTo("Turin");
        assertThat(customer.at("/profile/consents/marketing").asBoolean()).isTrue();
        assertThat(customer.at("/profile/lastSeenAt").asText()).isEqualTo(NOW.toString());
        assertThat(customer.at("/decisions/0/reason").asText()).isEqualTo("SENT");
        assertThat(customer.at("/decisions/0/decidedAt").asText()).isEqualTo(NOW.toString());
        assertThat(customer.at("/touchpoints/0/source").asText()).isEqualTo("newsletter");
        assertThat(customer.at("/replies/0/promptId").asText()).isEqualTo(PROMPT);
    }

    @Test
    void showsAReplyWithItsProvenance() throws IOException, InterruptedException {
        // Given
        api.pipe(REPLIES, CUSTOMER, aReply().setPromptId("older").build());
        api.view().harness().advance(Duration.ofSeconds(1));
        api.pipe(REPLIES, CUSTOMER, aReply().build());
        // When
        var reply = api.json("/api/v1/replies/" + PROMPT);
        var latest = api.json("/api/v1/replies?limit=1").path("replies");
        // Then
        assertThat(reply.at("/provenance/modelSha256").asText()).hasSize(64);
        assertThat(reply.at("/candidates/0/score").asDouble()).isEqualTo(-1.5);
        assertThat(latest).singleElement().isEqualTo(reply);
    }

    @Test
    void listsCampaigns() throws IOException, InterruptedException {
        // Given
        api.pipe(
                CAMPAIGNS_ACCEPTED,
                CAMPAIGN,
                aCampaignDefinition("id: x")
                        .setKind(CampaignKind.RECOMMENDATION)
                        .setPublishedBy("ada")
                        .setPaused(true)
                        .build());
        // When
        var campaigns = api.json("/api/v1/campaigns").path("campaigns");
        // Then
        assertThat(campaigns).singleElement().satisfies(campaign -> {
            assertThat(campaign.path("id").asText()).isEqualTo(CAMPAIGN);
            assertThat(campaign.path("version").asInt()).isEqualTo(1);
            assertThat(campaign.path("kind").asText()).isEqualTo("recommendation");
            assertThat(campaign.path("publishedBy").asText()).isEqualTo("ada");
            assertThat(campaign.path("paused").asBoolean()).isTrue();
        });
    }

    @Test
    void answers404ForUnknownIdsAnd400ForBadParameters() throws IOException, InterruptedException {
        // When
        var customer = api.get("/api/v1/customers/nobody");
        var experiment = api.get("/api/v1/experiments/nothing");
        var reply = api.get("/api/v1/replies/none");
        var alpha = api.get("/api/v1/experiments?alpha=2");
        var limit = api.get("/api/v1/replies?limit=0");
        // Then
        assertThat(List.of(customer.statusCode(), experiment.statusCode(), reply.statusCode()))
                .containsOnly(404);
        assertThat(customer.body()).isEqualTo("{\"error\":\"there is no customer 'nobody'\"}");
        assertThat(alpha.statusCode()).isEqualTo(400);
        assertThat(alpha.body()).contains("alpha=2: expected a number between 0 and 1");
        assertThat(limit.statusCode()).isEqualTo(400);
        assertThat(limit.body()).contains("limit=0: expected a whole number between 1 and 200");
    }

    @Test
    void refusesParametersThatItDoesNotKnow() throws IOException, InterruptedException {
        // When
        var misspelt = api.get("/api/v1/metrics?windw=1h");
        // Then
        assertThat(misspelt.statusCode()).isEqualTo(400);
        assertThat(misspelt.body())
                .isEqualTo("{\"error\":\"windw=1h: there is no such parameter, only window, from, to, campaign, arm,"
                        + " channel\"}");
    }

    @Test
    void describesEveryRoute() throws IOException, InterruptedException {
        // When
        var described = Json.strict().readTree(api.get("/openapi.json").body()).path("paths");
        // Then
        assertThat(described.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        OverviewResource.PATH,
                        MetricsResource.PATH,
                        ExperimentsResource.PATH,
                        ExperimentsResource.PATH + "/{id}",
                        CampaignsResource.PATH,
                        ProductsResource.PATH,
                        ProductsResource.PATH + "/{productId}",
                        CustomersResource.PATH,
                        RepliesResource.PATH,
                        RepliesResource.PATH + "/{promptId}",
                        StreamResource.PATH,
                        OpenApiResource.PATH,
                        // Of ingestion.
                        "/api/v1/dead-letters",
                        "/api/v1/dead-letters/{id}",
                        "/api/v1/dead-letters/outcomes",
                        "/api/v1/dead-letters/redrive",
                        "/api/v1/campaigns/{id}/pause",
                        "/api/v1/campaigns/{id}/resume",
                        "/api/v1/campaigns/pause",
                        "/api/v1/campaigns/resume");
    }

    @Test
    void asksToTryAgainWhileTheReadModelIsNotComplete() throws IOException, InterruptedException {
        // Given
        api.view().setComplete(false);
        for (var path : List.of(
                "overview",
                "metrics",
                "experiments",
                "experiments/x",
                "campaigns",
                "products",
                "customers/x",
                "replies/x")) {
            // When
            var response = api.get("/api/v1/" + path);
            // Then
            assertThat(response.statusCode()).as(path).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(response.body()).isEqualTo("{\"error\":\"scoring is starting or stopping, try again\"}");
        }
    }

    @Test
    void asksToTryAgainOnceTheReadModelIsClosed() throws IOException, InterruptedException {
        // Given
        api.view().close();
        // When
        var response = api.get("/api/v1/metrics");
        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("scoring is starting or stopping");
    }

    @Test
    void keepsAnOutsideExperimentApartFromTheCampaignThatHasItsId() throws IOException, InterruptedException {
        // Given
        api.pipe(DECISIONS, "customer-1", aDecisionFor(1, true));
        for (var i = 1; i < 4; i++) {
            api.pipe(EVENTS_ENRICHED, "customer-" + i, viewed("customer-" + i, CAMPAIGN, "friendly"));
        }
        // When
        var alone = api.json("/api/v1/experiments/" + CAMPAIGN);
        var campaign = api.json("/api/v1/experiments/" + CAMPAIGN + "?source=campaign");
        var outside = api.json("/api/v1/experiments/" + CAMPAIGN + "?source=outside");
        var all = api.json("/api/v1/experiments").path("experiments");
        // Then
        assertThat(alone).isEqualTo(campaign);
        assertThat(campaign.path("source").asText()).isEqualTo("campaign");
        assertThat(campaign.at("/arms/0/customers").asLong()).isEqualTo(1);
        assertThat(outside.path("source").asText()).isEqualTo("outside");
        assertThat(outside.at("/arms/0/customers").asLong()).isEqualTo(3);
        assertThat(all).containsExactly(campaign, outside);
        assertThat(api.get("/api/v1/experiments/" + CAMPAIGN + "?source=theirs").statusCode())
                .isEqualTo(400);
    }

    @Test
    void answersForACampaignThatNobodyWasExposedToYet() throws IOException, InterruptedException {
        // Given
        defineCampaign(5_000, "friendly");
        api.pipe(EVENTS_ENRICHED, CUSTOMER, viewed(CUSTOMER, CAMPAIGN, "theirs"));
        // When
        var report = api.json("/api/v1/experiments/" + CAMPAIGN);
        // Then
        assertThat(report.path("source").asText()).isEqualTo("campaign");
        assertThat(report.path("arms"))
                .allSatisfy(arm -> assertThat(arm.path("customers").asLong(-1)).isZero());
        assertThat(report.path("lifts")).isEmpty();
        assertThat(api.get("/api/v1/experiments/other?source=campaign").statusCode())
                .isEqualTo(404);
    }

    private static EnrichedEvent viewed(String customer, String experiment, String arm) {
        return anEnrichedEvent()
                .setCustomerId(customer)
                .setName("Experiment Viewed")
                .setExperiment(anExperiment(experiment, arm))
                .build();
    }

    private void defineCampaign(int holdoutBasisPoints, String arm) {
        api.pipe(
                CAMPAIGNS_ACCEPTED,
                CAMPAIGN,
                aCampaignDefinition("id: x")
                        .setHoldoutBasisPoints(holdoutBasisPoints)
                        .setArms(List.of(new CampaignArm(arm, 10_000)))
                        .build());
    }

    private static Decision aDecisionFor(int customer, boolean friendly) {
        return aDecision()
                .setCustomerId("customer-" + customer)
                .setDecisionId("decision-" + customer)
                .setReason(friendly ? DecisionReason.SENT : DecisionReason.HOLDOUT)
                .setArm(friendly ? "friendly" : "holdout")
                .setPromptId(friendly ? "prompt-" + customer : null)
                .build();
    }
}
