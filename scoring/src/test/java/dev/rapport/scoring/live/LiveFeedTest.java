package dev.rapport.scoring.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class LiveFeedTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AvroSerdes serdes = new AvroSerdes(new FakeSchemaRegistry());
    private final LiveFeed feed =
            new LiveFeed(KafkaConnection.to("unused:9092"), serdes, new RecentReplies(), new Watchers(meters), meters);

    @Test
    void showsNothingOfACountThatVanished() {
        // Given
        feed.take(record("spring", Map.of("sent", 2L, "customers", 1L), Map.of("EUR", 100L)), true);
        // When
        feed.take(record("spring", Map.of("sent", 3L), Map.of()), true);
        // Then
        assertThat(gauge("spring", "sent")).isEqualTo(3);
        assertThat(gauge("spring", "customers")).isZero();
        assertThat(meters.get("rapport.scoring.revenue").gauge().value()).isZero();
    }

    @Test
    void showsNothingOfARowThatVanished() {
        // Given
        feed.take(record("spring", Map.of("sent", 2L), Map.of()), true);
        feed.take(record("autumn", Map.of("sent", 5L), Map.of()), true);
        // When
        feed.take(new ConsumerRecord<>(Topics.METRICS.name(), 0, 1, key("spring"), null), true);
        // Then
        assertThat(gauge("spring", "sent")).isZero();
        assertThat(gauge("autumn", "sent")).isEqualTo(5);
    }

    @Test
    void leavesOutARecordThatCannotBeShownAndGoesOn() {
        // Given a meter in the way
        meters.counter("rapport.scoring.metric", "campaign", "spring", "arm", "", "channel", "", "count", "sent");
        // When
        feed.take(record("spring", Map.of("sent", 2L), Map.of()), true);
        feed.take(new ConsumerRecord<>(Topics.METRICS.name(), 0, 2, key("spring"), new byte[] {1, 2}), true);
        feed.take(record("autumn", Map.of("sent", 5L), Map.of()), true);
        // Then
        assertThat(meters.get("rapport.scoring.stream.failures").counter().count())
                .isEqualTo(2);
        assertThat(gauge("autumn", "sent")).isEqualTo(5);
    }

    private ConsumerRecord<byte[], byte[]> record(
            String campaign, Map<String, Long> counts, Map<String, Long> revenueMinor) {
        var row = new Metric(campaign, "", "", MetricWindow.ALL, Instant.EPOCH, counts, revenueMinor);
        var bytes = serdes.value(Topics.METRICS).serializer().serialize(Topics.METRICS.name(), row);
        return new ConsumerRecord<>(Topics.METRICS.name(), 0, 0, key(campaign), bytes);
    }

    private static byte[] key(String campaign) {
        return (campaign + "|||ALL|0").getBytes(StandardCharsets.UTF_8);
    }

    private double gauge(String campaign, String count) {
        return meters.get("rapport.scoring.metric")
                .tag("campaign", campaign)
                .tag("count", count)
                .gauge()
                .value();
    }
}
