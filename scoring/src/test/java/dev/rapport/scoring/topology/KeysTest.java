package dev.rapport.scoring.topology;

import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.EVENTS_REJECTED;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.testkit.record.Records.PROMPT;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.aProfile;
import static dev.rapport.testkit.record.Records.aRejectedEvent;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.anExperiment;
import static dev.rapport.testkit.record.Records.euros;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.view.TestingView;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.topology.TopologyHarness;
import dev.rapport.testkit.topology.TopologyKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No key of a topic or store holds what a sender wrote: docs/adr/0077. */
class KeysTest {
    private static final String CANARY = "canary";
    private static final String USER = "canary-user@example.com";
    private static final String DEVICE = "canary-device";
    private static final String CUSTOMER = Customers.of(USER);

    private final TopologyHarness scoring = TopologyHarness.start(
            "rapport-scoring", serdes -> new ScoringTopology(serdes, ScoringRules.defaults()).build());
    private final TestingView view = new TestingView(event -> {});

    @AfterEach
    void stop() {
        view.close();
        scoring.close();
    }

    @Test
    void holdNoIdentifierOfASender() {
        // Given
        scoring.pipe(
                DECISIONS,
                CUSTOMER,
                aDecision().setCustomerId(CUSTOMER).setUserId(USER).build());
        scoring.pipe(
                REPLIES,
                CUSTOMER,
                aReply().setCustomerId(CUSTOMER).setUserId(USER).build());
        scoring.pipe(
                EVENTS_REJECTED,
                Customers.of("canary-message"),
                aRejectedEvent().setMessageId("canary-message").build());
        // When
        events().forEach(event -> scoring.pipe(EVENTS_ENRICHED, CUSTOMER, event));
        scoring.advance(Duration.ofMinutes(1));
        // Then
        show(Topics.TOUCHPOINTS);
        show(Topics.EXPOSURES);
        view.pipe(
                PROFILES,
                CUSTOMER,
                aProfile()
                        .setCustomerId(CUSTOMER)
                        .setUserId(USER)
                        .setAnonymousIds(List.of(DEVICE))
                        .build());
        view.pipe(
                DECISIONS,
                CUSTOMER,
                aDecision().setCustomerId(CUSTOMER).setUserId(USER).build());
        view.pipe(
                REPLIES,
                CUSTOMER,
                aReply().setCustomerId(CUSTOMER).setUserId(USER).build());
        assertNoCanary(
                TopologyKeys.of(scoring),
                Topics.CONVERSIONS.name(),
                ScoringStoreNames.GOALS,
                ScoringStoreNames.METRICS);
        assertNoCanary(
                TopologyKeys.of(view.harness()), "view-touchpoints", "view-exposures", "view-replies", "view-profiles");
    }

    private static void assertNoCanary(Map<String, Set<String>> keys, String... expected) {
        assertThat(expected)
                .allSatisfy(name -> assertThat(keys.get(name)).as(name).isNotEmpty());
        assertThat(keys)
                .allSatisfy((where, texts) -> assertThat(texts).as(where).noneMatch(text -> text.contains(CANARY)));
    }

    private static List<EnrichedEvent> events() {
        return List.of(
                event(1).setUtmSource("newsletter").build(),
                event(2).setName("Email Opened").setPromptId(PROMPT).build(),
                event(3).setName("Experiment Viewed")
                        .setExperiment(anExperiment("outside", "a"))
                        .build(),
                event(4).setName("Order Completed")
                        .setOrderId("canary-order")
                        .setLineId("canary-line")
                        .setRevenue(euros(500))
                        .build(),
                event(5).setName("Order Completed").setRevenue(euros(500)).build());
    }

    private static EnrichedEvent.Builder event(int number) {
        return anEnrichedEvent()
                .setMessageId("canary-message-" + number)
                .setCustomerId(CUSTOMER)
                .setUserId(USER)
                .setAnonymousId(DEVICE);
    }

    /** What scoring wrote, handed on to the read model; its keys are looked at there, as they are not changed. */
    private <V extends SpecificRecord> void show(Topic<V> topic) {
        scoring.drainRecords(topic).forEach(record -> view.pipe(topic, record.key(), record.value()));
    }
}
