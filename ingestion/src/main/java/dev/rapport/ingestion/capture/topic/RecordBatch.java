package dev.rapport.ingestion.capture.topic;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Takes the records of one poll and finds up to where everything is stored. */
final class RecordBatch {
    private record Pending(TopicPartition partition, long offset, CompletableFuture<Void> stored) {}

    /**
     * What may be committed, and from where records are read again.
     *
     * @param stored  by partition, the offset behind the last record that is stored with all before it
     * @param again   by partition, the first record that is not; empty when all are stored
     * @param failure why it is not
     */
    record Result(
            Map<TopicPartition, OffsetAndMetadata> stored,
            Map<TopicPartition, Long> again,
            Optional<Throwable> failure) {}

    private final Map<String, RecordIntake> intakes;
    private final InstantSource clock;

    /** @param intakes by topic */
    RecordBatch(Map<String, RecordIntake> intakes, InstantSource clock) {
        this.intakes = Map.copyOf(intakes);
        this.clock = clock;
    }

    /** Hands all over and waits; from the first failure on nothing more is handed over, so that order is kept. */
    Result take(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        var pending = new ArrayList<Pending>();
        var failed = false;
        for (var record : records) {
            var stored = failed ? new CompletableFuture<Void>() : take(record);
            failed |= stored.isCompletedExceptionally();
            pending.add(new Pending(new TopicPartition(record.topic(), record.partition()), record.offset(), stored));
        }
        return result(pending);
    }

    private CompletableFuture<Void> take(ConsumerRecord<byte[], byte[]> record) {
        try {
            var intake = intakes.get(record.topic());
            return intake == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("no source has topic " + record.topic()))
                    : intake.take(TopicRecord.of(record), clock.instant());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Result result(List<Pending> pending) {
        var stored = new HashMap<TopicPartition, OffsetAndMetadata>();
        var again = new HashMap<TopicPartition, Long>();
        Optional<Throwable> failure = Optional.empty();
        for (var record : pending) {
            if (failure.isEmpty()) {
                failure = failure(record.stored());
            }
            if (failure.isPresent() && (again.containsKey(record.partition()) || !isStored(record.stored()))) {
                again.putIfAbsent(record.partition(), record.offset());
            } else {
                stored.put(record.partition(), new OffsetAndMetadata(record.offset() + 1));
            }
        }
        return new Result(stored, again, failure);
    }

    private static boolean isStored(CompletableFuture<Void> stored) {
        return stored.isDone() && !stored.isCompletedExceptionally();
    }

    private static Optional<Throwable> failure(CompletableFuture<Void> stored) {
        try {
            stored.join();
            return Optional.empty();
        } catch (CompletionException e) {
            return Optional.of(e.getCause() == null ? e : e.getCause());
        }
    }
}
