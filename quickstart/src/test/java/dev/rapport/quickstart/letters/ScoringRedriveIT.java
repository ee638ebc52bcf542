package dev.rapport.quickstart.letters;

import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.scoring.app.ScoringServiceFactory;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** An event that scoring cannot read, as the registry lost its schema, counts once when that is there again and its letter was sent. */
@Slow
final class ScoringRedriveIT {
    private static final Duration TIME = Duration.ofSeconds(60);
    /** That of no schema, until it is restored. */
    private static final int LOST = 5_000;

    @Test
    void countsTheEventOnceAfterTheFix() throws Exception {
        try (var kafka = TestingKafka.start()) {
            // Given
            try (var scoring = start(kafka)) {
                var order = anEnrichedEvent()
                        .setName("Order Completed")
                        .setOrderId("o-1")
                        .build();
                write(kafka, Topics.EVENTS_ENRICHED.name(), "ann", bytes(scoring, order, true));
                await().atMost(TIME).until(() -> list(scoring, "rapport-scoring") == 1);
                assertThat(events(scoring)).isEmpty();
            }
            restoreSchema(kafka);
            try (var scoring = start(kafka)) {
                // When
                var report = CommandRun.json(scoring, "redrive", "--application", "rapport-scoring");
                var again = CommandRun.json(scoring, "redrive", "--application", "rapport-scoring");
                // Then
                assertThat(report.path("letters").toString()).isEqualTo("{\"sent\":1}");
                assertThat(again.path("letters").toString()).isEqualTo("{\"already-redriven\":1}");
                assertThat(scoring.find(Topics.CONVERSIONS, conversion -> true)).isPresent();
                await().atMost(TIME).until(() -> events(scoring).equals(Set.of(1L)));
                var later = anEnrichedEvent().setMessageId("later").build();
                write(kafka, Topics.EVENTS_ENRICHED.name(), "ann", bytes(scoring, later, false));
                await().atMost(TIME).until(() -> events(scoring).equals(Set.of(2L)));
                assertThat(scoring.latest(Topics.CONVERSIONS)).hasSize(1);
                assertThat(list(scoring, "rapport-scoring"))
                        .as("it did not fail again")
                        .isEqualTo(1);
            }
        }
    }

    private static TestingService start(TestingKafka kafka) throws IOException {
        return TestingService.on(kafka, Map.of(), new IngestionServiceFactory(), new ScoringServiceFactory());
    }

    private static int list(TestingService scoring, String application) throws IOException {
        return CommandRun.json(scoring, "list", "--application", application)
                .path("letters")
                .size();
    }

    /** Events of the whole shop, in all windows; each row has the same. */
    private static Set<Long> events(TestingService scoring) {
        return scoring.latest(Topics.METRICS).values().stream()
                .map(Metric::getCounts)
                .filter(counts -> counts.containsKey("events"))
                .map(counts -> counts.get("events"))
                .collect(Collectors.toSet());
    }

    private static byte[] bytes(TestingService scoring, EnrichedEvent event, boolean lost) {
        var bytes = scoring.serdes().<EnrichedEvent>serializer().serialize(Topics.EVENTS_ENRICHED.name(), event);
        if (lost) {
            // After the magic byte.
            ByteBuffer.wrap(bytes).putInt(1, LOST);
        }
        return bytes;
    }

    private static void restoreSchema(TestingKafka kafka) throws Exception {
        var json = new ObjectMapper();
        var key = Map.of("keytype", "SCHEMA", "subject", "restored-value", "version", 1, "magic", 1);
        var value = Map.of(
                "subject",
                "restored-value",
                "version",
                1,
                "id",
                LOST,
                "schema",
                EnrichedEvent.getClassSchema().toString(),
                "deleted",
                false);
        write(kafka, "_schemas", json.writeValueAsString(key), json.writeValueAsBytes(value));
    }

    private static void write(TestingKafka kafka, String topic, String key, byte[] value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value))
                    .get();
        }
    }
}
