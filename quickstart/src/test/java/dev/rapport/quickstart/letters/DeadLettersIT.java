package dev.rapport.quickstart.letters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.ingestion.letters.Cursor;
import dev.rapport.ingestion.letters.Range;
import dev.rapport.runtime.deadletter.kafka.FailedRecord;
import dev.rapport.runtime.deadletter.kafka.LetterWriter;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.record.Records;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command against running services and a real broker: browse, look, send again, once. */
@Slow
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DeadLettersIT {
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
    @Order(1)
    void listsShowsAndSendsAgainOnce() throws Exception {
        // Given
        var letters = json("list").path("letters");
        assertThat(letters).hasSize(4);
        assertThat(json("list", "--reason", "MISSING_IDS").path("letters"))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.path("application").asText()).isEqualTo("rapport-ingestion");
                    assertThat(letter.path("source").asText()).isEqualTo(TestingService.SOURCE);
                });
        assertThat(json("list", "--customer", "ann").path("letters")).hasSize(1);
        var id = json("list", "--application", "rapport-enrichment", "--text", "BUG")
                .path("letters")
                .get(0)
                .path("id")
                .asText();
        assertThat(json("show", id).path("letter").path("topic").asText()).isEqualTo(Topics.EVENTS_CAPTURED.name());
        assertThat(json("redrive", "--all", "--dry-run")
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
        var report = json("redrive", "--all", "--wait", "10");
        var args = new ArrayList<>(List.of("redrive"));
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
        assertThat(json("list", "--waiting").path("letters"))
                .as("those that broke a rule again")
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            show no-such-topic-0-1 | 1 | 404: there is no dead letter no-such-topic-0-1
            show rapport-enrichment.dlq.v1-0-999999 | 1 | 404: there is no dead letter
            show nonsense | 2 | ID must be as list prints it
            show ../outcomes | 2 | ID must be as list prints it
            list --limit 0 | 2 | --limit must be at least 1, is 0
            list --since yesterday | 1 | since=yesterday: must be a time
            list --no-such-option x | 2 | Unknown option
            redrive | 2 | say which letters
            redrive --id a-0-1 --reason BUG | 2 | --id and filters exclude each other
            redrive --id a-0-1 --all | 2 | --id and filters exclude each other
            redrive --id nonsense | 1 | must be topic-partition-offset
            redrive --all --rate -1 | 2 | --rate must be at least 0
            redrive --all --wait -1 | 2 | --wait must be at least 0
            """)
    void saysWhatIsWrong(String command, int code, String why) {
        // When
        var ended = run(command.split(" "));
        // Then
        assertThat(ended.code()).as(ended.err()).isEqualTo(code);
        assertThat(ended.err()).contains(why);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void saysOfALetterThatIsNotThereThatItIsNot() {
        // When
        var ended = run("redrive", "--id", "rapport-enrichment.dlq.v1-0-999999");
        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).contains("1 letter: 1 not-found").contains("there is no such letter, or not any more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--since 0001-01-01", "--until +999999999-01-01T00:00:00Z", "--application nobody"})
    void takesEveryTimeAndEveryName(String filter) {
        // When
        var ended = run(("list " + filter).split(" "));
        // Then
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    @Test
    void saysThatTheAddressIsNotThatOfAPipeline() {
        assertThat(CommandRun.of("list", "--url", "nonsense").err()).contains("--url must be a URL such as");
        assertThat(CommandRun.of("list", "--url", "http://localhost:1").err()).contains("localhost:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"application":["rapport-enrichment"]} | must be a text that is not empty
            {"application":""} | must be a text that is not empty
            {"dryRun":"yes"} | must be true or false
            {"ids":["a-0-1"],"reason":"BUG"} | a filter cannot be beside ids
            {"ids":[]} | ids: must be a list of 1 to 500 ids
            {"aplication":"x"} | there is no such parameter
            {"cursor":"x"} | cursor: must be the next of an answer
            [] | the body must be a JSON object
            {"a":1 | the body must be a JSON object
            """)
    void sendsNothingAgainThatWasNotMeant(String body, String why) throws Exception {
        // When
        var answer = services.post("/api/v1/dead-letters/redrive", body);
        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(why);
    }

    @Test
    void readsNoOtherTopicsWhateverTheCursorSays() throws Exception {
        // Given
        var cursor = new Cursor(List.of(new Cursor.Part(Topics.EVENTS_CAPTURED.name(), 0, new Range(0, 1)))).text();
        // When
        var answer = services.send("GET", "/api/v1/dead-letters?cursor=" + cursor);
        // Then
        assertThat(answer.body()).isEqualTo("{\"letters\":[],\"next\":null,\"examined\":0}");
    }

    @Test
    void showsBytesAndTextsOfSendersWithoutHarm() throws Exception {
        // Given
        var binary = LetterWriter.of("rapport-control")
                .write(
                        failed(new byte[] {(byte) 0xff, 0, 1}),
                        new IllegalStateException("one\ntwo\u001b[2J"),
                        "processing");
        var large = LetterWriter.of("rapport-control")
                .write(
                        failed("x".repeat(3_000_000).getBytes(StandardCharsets.UTF_8)),
                        new IllegalStateException("large"),
                        "processing");
        try (var producer = producer()) {
            producer.send(binary).get();
            producer.send(large).get();
        }
        var ids =
                json("list", "--application", "rapport-control").path("letters").findValuesAsText("id");
        assertThat(ids).hasSize(2);
        // When
        var list = run("list", "--application", "rapport-control").out();
        var shown = ids.stream().map(id -> run("show", id).out()).toList();
        // Then
        assertThat(list).contains("one two\\u001b[2J").doesNotContain("\u001b");
        assertThat(list.lines()).hasSize(2);
        assertThat(shown).anySatisfy(text -> assertThat(text).contains("value: (Base64) /wAB"));
        assertThat(shown).anySatisfy(text -> assertThat(text)
                .hasSizeLessThan(40_000)
                .contains("more characters: --json has all", "size: 3000000"));
    }

    @Test
    void isDescribedInOpenApi() throws Exception {
        // Given
        var paths = new ObjectMapper()
                .readTree(getClass().getResourceAsStream("/dev/rapport/scoring/api/openapi.json"))
                .path("paths");
        var list = new ArrayList<String>();
        paths.at("/~1api~1v1~1dead-letters/get/parameters")
                .forEach(parameter -> list.add(parameter.path("name").asText()));
        var redrive = new ArrayList<String>();
        paths.at("/~1api~1v1~1dead-letters~1redrive/post/requestBody/content/application~1json/schema/properties")
                .fieldNames()
                .forEachRemaining(redrive::add);
        // When
        var ofList = services.send("GET", "/api/v1/dead-letters?nonsense=1").body();
        var ofRedrive = services.post("/api/v1/dead-letters/redrive", "{\"nonsense\":1}")
                .body();
        // Then
        assertThat(ofList).contains("only " + String.join(", ", list) + "\"");
        assertThat(ofRedrive).contains("only " + String.join(", ", redrive) + "\"");
    }

    private static FailedRecord failed(byte[] value) {
        return new FailedRecord(Topics.CATALOG.name(), 0, 0, new byte[] {1}, value, new RecordHeaders());
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
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 8 * 1024 * 1024);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private CommandRun run(String... args) {
        return CommandRun.of(services, args);
    }

    private JsonNode json(String... args) throws Exception {
        return CommandRun.json(services, args);
    }
}
