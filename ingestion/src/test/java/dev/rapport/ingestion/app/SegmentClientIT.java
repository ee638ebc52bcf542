package dev.rapport.ingestion.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.TrackMessage;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The official Segment library for Java, changed in nothing but its endpoint. */
@RealKafka
final class SegmentClientIT {
    private static final Instant THEN = Instant.parse("2024-02-29T12:34:56.789Z");

    @Test
    void storesWhatTheOfficialClientSends(TestingKafka kafka) throws IOException {
        try (var ingestion = TestingIngestion.on(kafka, Map.of())) {
            // Given
            var client = Analytics.builder(TestingIngestion.WRITE_KEY)
                    .endpoint(ingestion.uri("").toString())
                    .build();
            // When
            client.enqueue(IdentifyMessage.builder().userId("sdk-user").traits(Map.of("plan", "pro")));
            client.enqueue(TrackMessage.builder("Order Completed")
                    .userId("sdk-user")
                    .timestamp(Date.from(THEN))
                    .properties(Map.of("revenue", 39.95)));
            client.enqueue(PageMessage.builder("Home").anonymousId("sdk-device").properties(Map.of("path", "/")));
            client.flush();
            // Then
            assertThat(ingestion.findAll(Topics.EVENTS_CAPTURED, SegmentClientIT::isOurs, 3))
                    .extracting(CapturedEvent::getType)
                    .containsExactlyInAnyOrder(EventType.IDENTIFY, EventType.TRACK, EventType.PAGE);
            assertThat(ingestion.find(
                            Topics.EVENTS_CAPTURED, event -> isOurs(event) && event.getType() == EventType.TRACK))
                    .hasValueSatisfying(event -> {
                        assertThat(event.getName()).isEqualTo("Order Completed");
                        assertThat(event.getOccurredAt()).isEqualTo(THEN);
                        assertThat(UTF_8.decode(event.getPayload().duplicate()).toString())
                                .contains("\"revenue\":39.95", "\"library\":{\"name\":\"analytics-java\"");
                    });
            client.shutdown();
        }
    }

    private static boolean isOurs(CapturedEvent event) {
        return "sdk-user".equals(event.getUserId()) || "sdk-device".equals(event.getAnonymousId());
    }
}
