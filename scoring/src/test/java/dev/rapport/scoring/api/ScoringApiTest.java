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
import static dev.rapport.testkit.record.Records.euros;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Money;
import dev.rapport.scoring.experiment.ExperimentAnalysis;
import dev.rapport.scoring.live.RecentReplies;
import dev.rapport.scoring.live.Watchers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.errors.StreamsStoppedException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
        defineCampaign("50%", "friendly");
        // 400 customers in two arms, a quarter of the friendly ones and a fifth of the holdout buy
        for (var i = 0; i < 400; i++) {
            var friendly = i % 2 == 0;
            api.harness().pipe(DECISIONS, "customer-" + i, aDecisionFor(i, friendly));
            if (friendly ? i % 8 == 0 : i % 10 == 1) {
                var order = anEnrichedEvent()
                        .setCustomerId("customer-" + i)
                        .setName("Order Completed")
                        .setOrderId("order-" + i)
                        .setRevenue(euros(10_00L + i))
                        .setOccurredAt(NOW.plusSeconds(60))
                        .setReceivedAt(NOW.plusSeconds(60))
                        .build();
                api.harness().pipe(EVENTS_ENRICHED, "customer-" + i, order);
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
        defineCampaign("50%", "friendly");
        for (var i = 0; i < 40; i++) {
            api.harness().pipe(DECISIONS, "customer-" + i, aDecisionFor(i, true));
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
        defineCampaign("20%", "friendly");
        for (var i = 0; i < 40; i++) {
            api.harness().pipe(DECISIONS, "customer-" + i, aDecisionFor(i, i % 2 == 0));
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
                    .setProperties(
                            "{\"experiment_id\":\"outside\",\"variation_name\":\"" + (i % 5 == 0 ? "b" : "a") + "\"}")
                    .build();
            api.harness().pipe(EVENTS_ENRICHED, "customer-" + i, viewed);
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
            api.harness().pipe(DECISIONS, "customer-" + i, aDecisionFor(i, true));
            var order = anEnrichedEvent()
                    .setCustomerId("customer-" + i)
                    .setName("Order Completed")
                    .setRevenue(new Money(100L + i, i == 0 ? "EUR" : "USD"))
                    .setOccurredAt(NOW.plusSeconds(60))
                    .setReceivedAt(NOW.plusSeconds(60))
                    .build();
            api.harness().pipe(EVENTS_ENRICHED, "customer-" + i, order);
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
        api.harness()
                .pipe(
                        PROFILES,
                        CUSTOMER,
                        aProfile().setTraits("{\"city\":\"Turin\"}").build());
        api.harness().pipe(DECISIONS, CUSTOMER, aDecision().build());
        api.harness().pipe(REPLIES, CUSTOMER, aReply().build());
        api.harness()
                .pipe(
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
        api.harness().pipe(REPLIES, CUSTOMER, aReply().build());
        api.recent().add(aReply().setPromptId("older").build());
        api.recent().add(aReply().build());
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
        api.harness()
                .pipe(
                        CAMPAIGNS_ACCEPTED,
                        CAMPAIGN,
                        aCampaignDefinition("id: x\nkind: recommendation\n").build());
        // When
        var campaigns = api.json("/api/v1/campaigns").path("campaigns");
        // Then
        assertThat(campaigns).singleElement().satisfies(campaign -> {
            assertThat(campaign.path("id").asText()).isEqualTo(CAMPAIGN);
            assertThat(campaign.path("version").asInt()).isEqualTo(1);
            assertThat(campaign.path("kind").asText()).isEqualTo("recommendation");
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
        var described =
                new ObjectMapper().readTree(api.get("/openapi.json").body()).path("paths");
        // Then
        assertThat(described.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        MetricsResource.PATH,
                        ExperimentsResource.PATH,
                        ExperimentsResource.PATH + "/{id}",
                        CampaignsResource.PATH,
                        CustomersResource.PATH,
                        RepliesResource.PATH,
                        RepliesResource.PATH + "/{promptId}",
                        StreamResource.PATH,
                        OpenApiResource.PATH);
    }

    static List<Arguments> reasons() {
        return List.of(
                Arguments.of(new StreamsNotStartedException("not yet"), "scoring is starting, try again"),
                Arguments.of(new StreamsStoppedException("no more"), "scoring is stopping, try again"),
                Arguments.of(new InvalidStateStoreException("migrated"), "scoring is moving its state, try again"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void asksToTryAgainAndSaysWhyWhileStoresAreNotThere(InvalidStateStoreException absence, String reason)
            throws IOException, InterruptedException {
        // Given
        var watchers = new Watchers(new SimpleMeterRegistry());
        watchers.close();
        var absent = new ScoringApi(
                new ScoringStores() {
                    @Override
                    public <V extends SpecificRecord> ReadOnlyKeyValueStore<String, V> open(String name) {
                        throw absence;
                    }
                },
                new ExperimentAnalysis(List.of(), 1),
                new RecentReplies(),
                watchers);
        var config = new HttpServerConfig("127.0.0.1", 0, ByteSize.ofKiB(64));
        try (var server = HttpServer.start(config, List.of(absent))) {
            for (var path :
                    List.of("metrics", "experiments", "experiments/x", "campaigns", "customers/x", "replies/x")) {
                // When
                var response = get(server, "/api/v1/" + path);
                // Then
                assertThat(response.statusCode()).as(path).isEqualTo(503);
                assertThat(response.headers().firstValue("Retry-After")).isEqualTo(Optional.of("2"));
                assertThat(response.body()).isEqualTo("{\"error\":\"" + reason + "\"}");
            }
            assertThat(get(server, "/api/v1/stream").body()).contains("scoring is stopping");
            assertThat(get(server, "/api/v1/unknown").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(HttpServer server, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void keepsAnOutsideExperimentApartFromTheCampaignThatHasItsId() throws IOException, InterruptedException {
        // Given
        api.harness().pipe(DECISIONS, "customer-1", aDecisionFor(1, true));
        for (var i = 1; i < 4; i++) {
            api.harness().pipe(EVENTS_ENRICHED, "customer-" + i, viewed("customer-" + i, CAMPAIGN, "friendly"));
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
        defineCampaign("50%", "friendly");
        api.harness().pipe(EVENTS_ENRICHED, CUSTOMER, viewed(CUSTOMER, CAMPAIGN, "theirs"));
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
                .setProperties("{\"experiment_id\":\"" + experiment + "\",\"variation_name\":\"" + arm + "\"}")
                .build();
    }

    private void defineCampaign(String holdout, String arm) {
        var yaml = "id: x\nholdout: " + holdout + "\narms:\n  - {name: " + arm + ", weight: 100%}\n";
        api.harness()
                .pipe(CAMPAIGNS_ACCEPTED, CAMPAIGN, aCampaignDefinition(yaml).build());
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
