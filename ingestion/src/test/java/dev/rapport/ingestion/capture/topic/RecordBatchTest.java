package dev.rapport.ingestion.capture.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.SinkUnavailableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class RecordBatchTest {
    private static final TopicPartition ONE = new TopicPartition("shop", 0);
    private static final TopicPartition TWO = new TopicPartition("shop", 1);

    private final List<String> taken = new ArrayList<>();
    private final Map<String, CompletableFuture<Void>> answers = new HashMap<>();
    private final RecordBatch batch =
            new RecordBatch(Map.of("shop", (record, at) -> take(record)), InstantSource.system());

    @Test
    void everythingThatIsStoredMayBeCommitted() {
        // When
        var result = batch.take(List.of(record(ONE, 5), record(TWO, 7), record(ONE, 6)));
        // Then
        assertThat(result.failure()).isEmpty();
        assertThat(result.again()).isEmpty();
        assertThat(result.stored()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(7), TWO, new OffsetAndMetadata(8)));
    }

    @Test
    void nothingIsTakenAfterARefusalAndAllOfItIsReadAgain() {
        // Given
        answers.put("shop-0@6", CompletableFuture.failedFuture(new SinkUnavailableException("full")));
        // When
        var result = batch.take(List.of(record(ONE, 5), record(ONE, 6), record(ONE, 7), record(TWO, 1)));
        // Then
        assertThat(taken).containsExactly("shop-0@5", "shop-0@6");
        assertThat(result.stored()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(6)));
        assertThat(result.again()).isEqualTo(Map.of(ONE, 6L, TWO, 1L));
        assertThat(result.failure()).containsInstanceOf(SinkUnavailableException.class);
    }

    @Test
    void aRecordBehindOneThatFailsIsReadAgainThoughItIsStored() {
        // Given
        answers.put("shop-0@5", new CompletableFuture<Void>().orTimeout(1, TimeUnit.MILLISECONDS));
        // When
        var result = batch.take(List.of(record(ONE, 5), record(ONE, 6), record(TWO, 1)));
        // Then
        assertThat(result.again()).containsEntry(ONE, 5L);
        assertThat(result.stored()).doesNotContainKey(ONE);
    }

    @Test
    void aRegistryThatIsAwayIsAFailureOfTheRecord() {
        // Given
        var away = new RecordBatch(
                Map.of("shop", (record, at) -> {
                    throw new IllegalStateException("away");
                }),
                InstantSource.system());
        // When
        var result = away.take(List.of(record(ONE, 5)));
        // Then
        assertThat(result.again()).isEqualTo(Map.of(ONE, 5L));
        assertThat(result.failure())
                .hasValueSatisfying(error -> assertThat(error).hasMessage("away"));
    }

    private CompletableFuture<Void> take(TopicRecord record) {
        taken.add(record.place());
        return answers.getOrDefault(record.place(), CompletableFuture.completedFuture(null));
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[0]);
    }
}
