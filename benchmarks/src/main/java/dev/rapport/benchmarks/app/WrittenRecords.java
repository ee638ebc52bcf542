package dev.rapport.benchmarks.app;

import dev.rapport.runtime.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts records that come into a topic from now on, once their transaction is committed. */
final class WrittenRecords implements Progress {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private long done;

    WrittenRecords(KafkaConnection kafka, String topic) {
        consumer = new KafkaConsumer<>(
                kafka.consumer("bench-written", Optional.empty()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; asking for the position makes the end that of now.
        partitions.forEach(consumer::position);
    }

    @Override
    public long done() {
        done += consumer.poll(POLL).count();
        return done;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
