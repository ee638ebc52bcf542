package dev.rapport.ingestion.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CloudEvents, tracking plan and privacy rules of a running ingestion, as its topics have them. */
@RealKafka
@Slow
final class DoorRulesIT {
    private static final String KEY = "?writeKey=" + TestingService.WRITE_KEY;
    private static final Map<String, String> BATCH = Map.of("Content-Type", "application/cloudevents-batch+json");

    private static TestingService ingestion;

    @BeforeAll
    static void start(TestingKafka kafka, @TempDir Path folder) throws IOException {
        var plan = Files.writeString(
                folder.resolve("plan.yaml"),
                "{unplanned: flag, events: [{event: placed, on-violation: reject, properties: {required: [total]}}]}");
        var privacy = Files.writeString(folder.resolve("privacy.yaml"), "{ip: truncate, drop: [properties.ssn]}");
        ingestion = TestingService.on(
                kafka,
                Map.of("ingestion.plan.file", plan.toString(), "ingestion.privacy.file", privacy.toString()),
                new IngestionServiceFactory());
    }

    @AfterAll
    static void stop() {
        ingestion.close();
    }

    @Test
    void holdsTheEventsOfABatchAgainstBoth() throws Exception {
        // Given
        var body = "[" + event("1", "placed", "{\"total\":19.90,\"ssn\":\"SECRET\"}") + ","
                + event("2", "placed", "{\"ssn\":\"SECRET\"}") + "," + event("3", "viewed", "{}") + "]";
        // When
        var response = ingestion.post("/cloudevents" + KEY, body.getBytes(UTF_8), BATCH);
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"index\":1,\"messageId\":\"/it 2\",\"reason\":\"PLAN_VIOLATION\"")
                .contains("event placed: /properties breaks the rule required of total");
        assertThat(ingestion.find(
                        Topics.EVENTS_CAPTURED, event -> event.getMessageId().equals("/it 1")))
                .hasValueSatisfying(event -> assertThat(text(event.getPayload()))
                        .contains("\"properties\":{\"total\":19.90}", "\"source\":\"/it\""));
        assertThat(ingestion.find(
                        Topics.EVENTS_CAPTURED, event -> event.getMessageId().equals("/it 3")))
                .hasValueSatisfying(event -> assertThat(event.getFlags()).containsExactly(EventFlag.PLAN_VIOLATED));
        assertThat(ingestion.find(Topics.EVENTS_REJECTED, event -> "/it 2".equals(event.getMessageId())))
                .hasValueSatisfying(event -> {
                    assertThat(event.getReason()).isEqualTo(RejectionReason.PLAN_VIOLATION);
                    assertThat(text(event.getPayload()))
                            .contains("\"id\":\"2\"")
                            .doesNotContain("SECRET");
                });
    }

    private static String event(String id, String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/it\",\"type\":\"" + type
                + "\",\"subject\":\"ada\",\"data\":" + data + "}";
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }
}
