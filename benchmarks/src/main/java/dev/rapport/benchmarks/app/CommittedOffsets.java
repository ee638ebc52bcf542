package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.runtime.kafka.KafkaConnection;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Counts records of an input topic that an application has committed, for outputs that are not one a record. */
final class CommittedOffsets implements Progress {
    private static final long PAUSE_MS = 50;

    private final Admin admin;
    private final String group;
    private final String topic;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param topic written without transactions, so that its offsets count records */
    CommittedOffsets(KafkaConnection kafka, String group, String topic) {
        this.admin = Admin.create(kafka.admin("bench-committed"));
        this.group = group;
        this.topic = topic;
    }

    @Override
    public long done() throws InterruptedException {
        var unused = closed.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic))
                    .map(java.util.Map.Entry::getValue)
                    .filter(Objects::nonNull)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new BenchmarkException("Kafka did not return offsets: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        admin.close();
    }
}
