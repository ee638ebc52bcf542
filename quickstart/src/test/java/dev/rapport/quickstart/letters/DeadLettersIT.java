package dev.rapport.quickstart.letters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.runtime.deadletter.kafka.FailedRecord;
import dev.rapport.runtime.deadletter.kafka.LetterWriter;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.record.Records;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import picocli.CommandLine;

/** The command against running services and a real broker: browse, look, send again, once. */
@Slow
@TestInstance(Lifecycle.PER_CLASS)
final class DeadLettersIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestingKafka kafka = TestingKafka.start();
    private TestingService services;

    @BeforeAll
    @SuppressWarnings("NullAway.Init")
    void start() throws Exception {
        services = TestingService.on(kafka, Map.of(), new IngestionServiceFactory(), new EnrichmentServiceFactory());
        services.post("/v1/track", "{\"event\":\"Product Viewed\",\"messageId\":\"nobody\"}");
        services.post(
                "/v1/batch",
                "{\"context\":{\"ip\":\"1.2.3.4\"},\"batch\":[{\"type\":\"track\",\"event\":\"Order Completed\","
                        + "\"userId\":\"ann\",\"messageId\":\"bad-price\",\"properties\":{\"revenue\":\"cheap\"}}]}");
        deadLetter("lost-1");
        deadLetter("lost-2");
        assertThat(services.findAll(Topics.EVENTS_REJECTED, rejected -> true, 2))
                .hasSize(2);
    }

    @AfterAll
    void stop() {
        services.close();
        kafka.close();
    }

    @Test
    void listsShowsAndSendsAgainOnce() throws Exception {
        // Given
        var letters = json("list", "--json").path("letters");
        assertThat(letters).hasSize(4);
        assertThat(json("list", "--json", "--reason", "MISSING_IDS").path("letters"))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.path("application").asText()).isEqualTo("rapport-ingestion");
                    assertThat(letter.path("source").asText()).isEqualTo(TestingService.SOURCE);
                });
        assertThat(json("list", "--json", "--customer", "ann").path("letters")).hasSize(1);
        var id = json("list", "--json", "--application", "rapport-enrichment", "--text", "BUG")
                .path("letters")
                .get(0)
                .path("id")
                .asText();
        assertThat(json("show", id, "--json").path("letter").path("topic").asText())
                .isEqualTo(Topics.EVENTS_CAPTURED.name());
        assertThat(json("redrive", "--all", "--dry-run", "--json")
                        .path("letters")
                        .path("would-send")
                        .asInt())
                .isEqualTo(4);
        // Given: one of them did get in meanwhile
        kafkaSend(captured("lost-2"));
        assertThat(services.find(
                        Topics.EVENTS_ENRICHED, event -> event.getMessageId().equals("lost-2")))
                .isPresent();
        // When
        var report = json("redrive", "--all", "--json", "--wait", "10");
        var args = new ArrayList<>(List.of("redrive", "--json"));
        letters.forEach(letter -> args.addAll(List.of("--id", letter.path("id").asText())));
        var again = json(args.toArray(String[]::new));
        // Then
        assertThat(report.path("letters").path("sent").asInt()).isEqualTo(3);
        assertThat(report.path("letters").path("rejected").asInt()).isEqualTo(1);
        assertThat(report.path("outcomes").path("accepted").asInt()).isEqualTo(1);
        assertThat(again.path("letters").path("already-redriven").asInt()).isEqualTo(4);
        assertThat(services.findAll(
                        Topics.EVENTS_ENRICHED, event -> event.getMessageId().startsWith("lost-"), 2))
                .hasSize(2);
        assertThat(services.findAll(Topics.EVENTS_REJECTED, rejected -> true, 4))
                .hasSize(4);
        assertThat(json("list", "--json", "--waiting").path("letters"))
                .as("those that broke a rule again")
                .hasSize(2);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("show", "no-such-topic-0-1").err()).contains("404").contains("there is no dead letter");
        assertThat(run("redrive").code()).isEqualTo(2);
    }

    private void deadLetter(String messageId) throws Exception {
        var letter = LetterWriter.of("rapport-enrichment")
                .write(captured(messageId), new IllegalStateException("a bug"), "processing");
        try (var producer = producer()) {
            producer.send(letter).get();
        }
    }

    private FailedRecord captured(String messageId) {
        var event = CapturedEvent.newBuilder(Records.aCapturedEvent().build())
                .setMessageId(messageId)
                .setReceivedAt(Instant.now())
                .build();
        var topic = Topics.EVENTS_CAPTURED.name();
        var value = services.serdes().<CapturedEvent>serializer().serialize(topic, event);
        var key = Customers.of(Records.BROWSER).getBytes(StandardCharsets.UTF_8);
        return new FailedRecord(topic, 0, 0, key, value, new RecordHeaders());
    }

    private void kafkaSend(FailedRecord record) throws Exception {
        try (var producer = producer()) {
            producer.send(new org.apache.kafka.clients.producer.ProducerRecord<>(
                            record.topic(), record.key(), record.value()))
                    .get();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private record CommandResult(int code, String out, String err) {}

    private CommandResult run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = new CommandLine(new DeadLettersCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    err.write(String.valueOf(e.getMessage()));
                    return 1;
                });
        var all = new ArrayList<>(List.of(args));
        all.add("--url");
        all.add(services.uri("").toString());
        return new CommandResult(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    private JsonNode json(String... args) throws Exception {
        var ended = run(args);
        assertThat(ended.code()).as(ended.err()).isZero();
        return JSON.readTree(ended.out());
    }
}
