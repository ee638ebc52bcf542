package dev.rapport.quickstart.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Erasure;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Change events of a table and of a CRM through examples/kafka-sources, capture and enrichment: what is known of the
 * customers at the end, what they consented to, and who is to be forgotten.
 */
@Slow
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("FutureReturnValueIgnored") // A flush waits for them, and what is not sent is not found.
final class ChangeEventsIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String CUSTOMERS = "shop.public.customers";
    private static final String CONTACTS = "salesforce.changes";
    private static final String ADA = "003Hs00002adaAAIAZ";
    private static final String BOB = "003Hs00002bobBBIAZ";
    private static final long COMMITTED_AT = 1_777_885_200_000L;

    private final TestingKafka kafka = TestingKafka.start();
    private TestingService pipeline;
    private Producer<String, String> producer;
    private int position;

    @BeforeAll
    @SuppressWarnings("NullAway.Init")
    void start() throws IOException {
        kafka.freshTopic(CUSTOMERS, 2);
        kafka.freshTopic(CONTACTS, 1);
        var file = Path.of("..", "examples", "kafka-sources", "topics.yaml");
        pipeline = FrontServices.on(kafka, Map.of("ingestion.topics.file", file.toString()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(), new StringSerializer());
    }

    @AfterAll
    void stop() {
        producer.close();
        pipeline.close();
        kafka.close();
    }

    @Test
    void followsATableFromItsSnapshotToADeletion() {
        // Given
        row(7, "r", null, "{\"id\":7,\"email\":\"ada@example.com\",\"first_name\":\"Ada\",\"newsletter\":false}");
        row(8, "c", null, "{\"id\":8,\"email\":\"bob@example.com\",\"newsletter\":true}");
        // When
        row(
                7,
                "u",
                "{\"id\":7,\"email\":\"ada@example.com\",\"first_name\":\"Ada\",\"newsletter\":false}",
                "{\"id\":7,\"email\":\"ada@example.com\",\"first_name\":\"Ada\",\"newsletter\":true}");
        // The table has got a column: Debezium tells of it, and its rows have it from now on.
        record(
                CUSTOMERS,
                null,
                "{\"databaseName\":\"shop\",\"ddl\":\"ALTER TABLE customers ADD tier text\",\"source\":{}}");
        row(
                7,
                "u",
                "{\"id\":7,\"email\":\"ada@example.com\",\"first_name\":\"Ada\",\"newsletter\":true,\"tier\":null}",
                "{\"id\":7,\"email\":null,\"first_name\":\"Ada\",\"newsletter\":true,\"tier\":\"gold\"}");
        row(8, "d", "{\"id\":8,\"email\":\"bob@example.com\",\"newsletter\":true}", null);
        record(CUSTOMERS, "{\"id\":8}", null);
        // Then
        profile("7", profile -> {
            var traits = traits(profile);
            assertThat(traits.path("tier").asText()).isEqualTo("gold");
            assertThat(traits.path("firstName").asText()).isEqualTo("Ada");
            assertThat(traits.path("email").asText("")).as("cleared").isIn("", "null");
            assertThat(profile.getConsents()).containsEntry("marketing", true);
        });
        profile("8", profile -> assertThat(profile.getConsents()).containsEntry("marketing", false));
        erasure("8");
        awaitMetric("rapport_cdc_ignored_total{kind=\"tombstone\",topic=\"" + CUSTOMERS + "\"} 1.0");
        awaitMetric("rapport_cdc_ignored_total{kind=\"schema_change\",topic=\"" + CUSTOMERS + "\"} 1.0");
        assertThat(erasures(erasure -> Customers.of("7").equals(erasure.getCustomerId())))
                .as("nobody else is to be forgotten")
                .isZero();
    }

    @Test
    void followsAContactAndTakesNoGapForAChange() {
        // Given
        contact(
                "CREATE",
                ADA,
                "",
                "\"Email\":\"ada@example.org\",\"Phone\":\"+49 1\",\"Name\":{\"FirstName\":\"Ada\",\"LastName\":\"Byron\"},"
                        + "\"HasOptedOutOfEmail\":false");
        contact("CREATE", BOB, "", "\"Email\":\"bob@example.org\",\"HasOptedOutOfEmail\":false");
        // When
        contact(
                "UPDATE",
                ADA,
                "\"Name.FirstName\",\"Phone\"",
                "\"Email\":null,\"Phone\":\"+49 2\",\"Name\":{\"FirstName\":null,\"LastName\":null},"
                        + "\"HasOptedOutOfEmail\":null");
        contact("GAP_UPDATE", ADA, "", "\"Email\":null,\"Phone\":null,\"Name\":null,\"HasOptedOutOfEmail\":null");
        contact("GAP_OVERFLOW", "003*", "", "\"Email\":null,\"Phone\":null,\"Name\":null");
        contact("UPDATE", "003*", "\"Email\",\"Phone\"", "\"Email\":null,\"Phone\":null");
        contact("DELETE", BOB, "", "\"Email\":null,\"HasOptedOutOfEmail\":null");
        // Then
        profile("salesforce:" + BOB, profile -> assertThat(profile.getConsents())
                .containsEntry("email", false));
        erasure("salesforce:" + BOB);
        assertThat(pipeline.findAll(
                        Topics.EVENTS_REJECTED, event -> event.getSourceId().equals("salesforce"), 3))
                .hasSize(3)
                .extracting(RejectedEvent::getReason)
                .containsOnly(RejectionReason.CHANGE_WITHOUT_VALUES);
        profile("salesforce:" + ADA, profile -> {
            var traits = traits(profile);
            assertThat(traits.path("email").asText()).as("not listed").isEqualTo("ada@example.org");
            assertThat(traits.path("phone").asText()).as("listed").isEqualTo("+49 2");
            assertThat(traits.path("firstName").asText(""))
                    .as("listed, and null")
                    .isIn("", "null");
            assertThat(traits.path("lastName").asText()).isEqualTo("Byron");
            assertThat(profile.getConsents()).containsEntry("email", true);
        });
        assertThat(erasures(erasure -> Customers.of("salesforce:" + ADA).equals(erasure.getCustomerId())))
                .isZero();
    }

    /** Waits for the profile to be as it must be. */
    private void profile(String identifier, ProfileCheck check) {
        eventually(() -> {
            var profile = pipeline.latest(Topics.PROFILES).get(Customers.of(identifier));
            assertThat(profile).as(identifier).isNotNull();
            check.accept(profile);
        });
    }

    @FunctionalInterface
    private interface ProfileCheck {
        void accept(CustomerProfile profile) throws Exception;
    }

    private void erasure(String identifier) {
        eventually(() -> assertThat(erasures(erasure -> Customers.of(identifier).equals(erasure.getCustomerId())))
                .as("requests to forget " + identifier)
                .isEqualTo(1));
    }

    private long erasures(Predicate<Erasure> wanted) {
        return pipeline.latest(Topics.ERASURES).values().stream().filter(wanted).count();
    }

    private void awaitMetric(String line) {
        eventually(() -> assertThat(pipeline.metrics()).contains(line));
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(WITHIN).pollInterval(Duration.ofMillis(300)).untilAsserted(assertion);
    }

    private static JsonNode traits(CustomerProfile profile) throws IOException {
        return JSON.readTree(profile.getTraits());
    }

    private void row(int id, String op, @Nullable String before, @Nullable String after) {
        position++;
        record(
                CUSTOMERS,
                "{\"id\":" + id + "}",
                "{\"before\":" + before + ",\"after\":" + after + ",\"source\":{\"table\":\"customers\",\"lsn\":"
                        + position + ",\"ts_ms\":" + (COMMITTED_AT + position * 1_000L) + "},\"op\":\"" + op + "\"}");
    }

    private void contact(String type, String recordId, String changed, String fields) {
        position++;
        record(
                CONTACTS,
                null,
                "{\"ChangeEventHeader\":{\"entityName\":\"Contact\",\"recordIds\":[\"" + recordId
                        + "\"],\"changeType\":\""
                        + type + "\",\"changedFields\":[" + changed + "],\"transactionKey\":\"tx-" + position
                        + "\",\"sequenceNumber\":1,\"commitTimestamp\":" + (COMMITTED_AT + position * 1_000L) + "},"
                        + fields + "}");
    }

    private void record(String topic, @Nullable String key, @Nullable String value) {
        producer.send(new ProducerRecord<>(topic, key, value));
        producer.flush();
    }
}
