package dev.rapport.ingestion.capture.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

final class TopicConsumerTest {
    private final AtomicInteger opened = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordBatch batches = new RecordBatch(
            Map.of("shop", (record, at) -> CompletableFuture.completedFuture(null)), InstantSource.system());

    @Test
    void goesOnAfterAMistakeOfItsOwn() {
        // Given
        try (var topics = new TopicConsumer(this::consumer, Set.of("shop"), batches, new TopicMeters(meters))) {
            // When
            topics.start(error -> {});
            // Then
            await().untilAsserted(() -> assertThat(topics.state()).contains("not there yet: shop"));
            assertThat(topics.isAlive()).isTrue();
            assertThat(meters.get("rapport.topics.retries").counter().count()).isEqualTo(1);
        }
    }

    /** The first time it fails, then it knows of no topic. */
    private Consumer<byte[], byte[]> consumer() {
        if (opened.incrementAndGet() == 1) {
            throw new IllegalStateException("a mistake");
        }
        return new MockConsumer<>("earliest");
    }
}
