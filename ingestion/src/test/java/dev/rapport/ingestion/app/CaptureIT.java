package dev.rapport.ingestion.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RealKafka
@Slow
final class CaptureIT {
    private static final String BODY_KEY = "\"writeKey\":\"" + TestingService.WRITE_KEY + "\"";

    private static TestingService ingestion;

    @BeforeAll
    static void start(TestingKafka kafka) throws IOException {
        ingestion = TestingService.on(kafka, Map.of(), new IngestionServiceFactory());
    }

    @AfterAll
    static void stop() {
        ingestion.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/identify, IDENTIFY",
        "/v1/i, IDENTIFY",
        "/v1/track, TRACK",
        "/v1/t/, TRACK",
        "/v1/page/, PAGE",
        "/v1/p, PAGE",
        "/v1/screen, SCREEN",
        "/v1/s, SCREEN",
        "/v1/group, GROUP",
        "/v1/g, GROUP",
        "/v1/alias, ALIAS",
        "/v1/a, ALIAS"
    })
    void storesTheEventOfEveryPath(String path, EventType type) throws Exception {
        // Given
        var id = "path" + path;
        var body = "{\"messageId\":\"" + id + "\",\"userId\":\"u1\",\"previousId\":\"p1\",\"event\":\"Opened\"}";
        // When
        var response = ingestion.post(path, body);
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"success\":true}");
        assertThat(captured(id)).hasValueSatisfying(event -> {
            assertThat(event.getType()).isEqualTo(type);
            assertThat(event.getSourceId()).isEqualTo(TestingService.SOURCE);
            assertThat(text(event.getPayload())).isEqualTo(body);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/batch", "/v1/import/", "/v1/b"})
    void takesTheGoodEventsOfABatchAndNamesTheOthers(String path) throws Exception {
        // Given
        var good = "good" + path;
        var bad = "bad" + path;
        var body = "{\"context\":{\"app\":\"shop\"},\"batch\":[{\"type\":\"track\",\"messageId\":\"" + bad
                + "\",\"event\":\"X\"},{\"type\":\"track\",\"messageId\":\"" + good
                + "\",\"userId\":7,\"event\":\"X\",\"timestamp\":\"2010-12-01T08:26:00Z\"}]," + BODY_KEY + "}";
        // When
        var response = ingestion.post(path, body.getBytes(UTF_8), Map.of());
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"success\":true,\"rejected\":[{\"index\":0,\"messageId\":\"" + bad
                        + "\",\"reason\":\"MISSING_IDS\","
                        + "\"detail\":\"userId or anonymousId is required\"}]}");
        assertThat(captured(good)).hasValueSatisfying(event -> {
            assertThat(event.getUserId()).isEqualTo("7");
            assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2010-12-01T08:26:00Z"));
            assertThat(text(event.getPayload())).contains("\"context\":{\"app\":\"shop\"}");
        });
        assertThat(rejected(bad)).hasValueSatisfying(event -> assertThat(text(event.getPayload()))
                .isEqualTo("{\"type\":\"track\",\"messageId\":\"" + bad + "\",\"event\":\"X\"}"));
    }

    @Test
    void storesASingleEventThatBreaksARuleAndSaysWhy() throws Exception {
        // When
        var response = ingestion.post("/v1/track", "{\"messageId\":\"nameless\",\"userId\":\"u1\"}");
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("{\"success\":false,\"error\":{\"messageId\":\"nameless\",\"reason\":\"MISSING_EVENT_NAME\","
                        + "\"detail\":\"track needs event, the name of what happened\"}}");
        assertThat(rejected("nameless")).hasValueSatisfying(event -> assertThat(event.getReason())
                .isEqualTo(RejectionReason.MISSING_EVENT_NAME));
    }

    @Test
    void keepsTheBytesOfABodyThatIsNotJson() throws Exception {
        // When
        var response = ingestion.post("/v1/batch", "{\"batch\":[{\"unique-broken-body\"");
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("the body is not valid JSON (line 1, column");
        assertThat(ingestion.find(Topics.EVENTS_REJECTED, event -> text(event.getPayload())
                        .equals("{\"batch\":[{\"unique-broken-body\"")))
                .isPresent();
    }

    @Test
    void takesGzipUnderAFormContentType() throws Exception {
        // Given
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(
                    ("{\"messageId\":\"zipped\",\"userId\":\"u\",\"event\":\"E\"," + BODY_KEY + "}").getBytes(UTF_8));
        }
        var headers = Map.of("Content-Encoding", "gzip", "Content-Type", "application/x-www-form-urlencoded");
        // When
        var response = ingestion.post("/v1/track", out.toByteArray(), headers);
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(captured("zipped")).isPresent();
    }

    @Test
    void refusesWhatCannotBeTakenInOneClearLine() throws Exception {
        // Given
        var event = "{\"userId\":\"u\",\"event\":\"E\"}";
        var wrongKey = "Basic " + Base64.getEncoder().encodeToString("wrong:".getBytes(UTF_8));
        // When
        var noKey = ingestion.post("/v1/track", event.getBytes(UTF_8), Map.of());
        var unknownKey = ingestion.post("/v1/track", event.getBytes(UTF_8), Map.of("Authorization", wrongKey));
        var tooLarge = ingestion.post("/v1/batch", "x".repeat(600_000));
        var tooMany = ingestion.post("/v1/batch", "{\"batch\":[" + "0,".repeat(2_500) + "0]}");
        var encoding = ingestion.post("/v1/track", event.getBytes(UTF_8), Map.of("Content-Encoding", "br"));
        var anonymousJunk = ingestion.post("/v1/track", "junk".getBytes(UTF_8), Map.of());
        // Then
        assertThat(noKey.statusCode()).isEqualTo(401);
        assertThat(noKey.body()).contains("MISSING_WRITE_KEY", "a write key is required");
        assertThat(unknownKey.statusCode()).isEqualTo(401);
        assertThat(unknownKey.body()).contains("UNKNOWN_WRITE_KEY");
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("the body is larger than 512000 bytes");
        assertThat(tooMany.statusCode()).isEqualTo(413);
        assertThat(tooMany.body()).contains("a request may carry 2500 events");
        assertThat(encoding.statusCode()).isEqualTo(415);
        assertThat(anonymousJunk.statusCode()).isEqualTo(400);
        assertThat(anonymousJunk.body()).contains("NOT_JSON");
        assertThat(ingestion.metrics())
                .contains("rapport_capture_refused_total{reason=\"UNKNOWN_WRITE_KEY\"}")
                .contains("rapport_capture_refused_total{reason=\"REQUEST_TOO_LARGE\"}");
    }

    @Test
    void refusesASmallBodyThatBlowsUp() throws Exception {
        // Given
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(new byte[200_000_000]);
        }
        // When
        var response = ingestion.post("/v1/batch", out.toByteArray(), Map.of("Content-Encoding", "gzip"));
        // Then
        assertThat(response.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/beacon/v1/batch", "/beacon/v1/batch/", "/v1/batch", "/v1/b/"})
    void takesBeaconsThatCarryTheKeyInTheQuery(String path) throws Exception {
        // Given
        var id = "beacon" + path;
        var body =
                "{\"batch\":[{\"type\":\"page\",\"anonymousId\":\"a\",\"userId\":\"\",\"messageId\":\"" + id + "\"}]}";
        var headers = Map.of("Content-Type", "text/plain", "Origin", "https://shop.example");
        // When
        var response = ingestion.post(path + "?writeKey=" + TestingService.WRITE_KEY, body.getBytes(UTF_8), headers);
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://shop.example");
        assertThat(captured(id)).isPresent();
    }

    @Test
    void answersRudderStacksSdkThatTheSourceHasNoDestinations() throws Exception {
        // When
        var config = ingestion.send("GET", "/sourceConfig/?p=npm&writeKey=" + TestingService.WRITE_KEY);
        var unknown = ingestion.send("GET", "/sourceConfig/?writeKey=nobody");
        // Then
        assertThat(config.statusCode()).isEqualTo(200);
        assertThat(config.body()).contains("\"enabled\":true", "\"destinations\":[]", "\"id\":\"testing\"");
        assertThat(unknown.statusCode()).isEqualTo(401);
    }

    @Test
    void answersBrowsers() throws Exception {
        // When
        var preflight = ingestion.send("OPTIONS", "/v1/t");
        var settings = ingestion.send("GET", "/v1/projects/" + TestingService.WRITE_KEY + "/settings");
        var unknown = ingestion.send("GET", "/v1/projects/nobody/settings");
        // Then
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("*");
        assertThat(settings.statusCode()).isEqualTo(200);
        assertThat(settings.body()).contains("\"Segment.io\":{\"apiKey\":\"" + TestingService.WRITE_KEY + "\"");
        assertThat(unknown.statusCode()).isEqualTo(401);
    }

    private static Optional<CapturedEvent> captured(String messageId) {
        return ingestion.find(
                Topics.EVENTS_CAPTURED, event -> event.getMessageId().equals(messageId));
    }

    private static Optional<RejectedEvent> rejected(String messageId) {
        return ingestion.find(Topics.EVENTS_REJECTED, event -> messageId.equals(event.getMessageId()));
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }
}
