package dev.rapport.enrichment.control;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.schemas.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How far a consumer group has come, seen from outside: the group's member may run in another process. */
public final class GroupProgress {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long AGAIN_MILLIS = 50;

    private final KafkaConnection kafka;
    private final String group;

    public GroupProgress(KafkaConnection kafka, String group) {
        this.kafka = kafka;
        this.group = group;
    }

    /**
     * Waits until the group has committed everything that the topics hold at the call.
     *
     * @param stopped ends the wait, as nobody reads any more
     * @throws KafkaException when it is stopped, or the group does not get there in time
     */
    public void await(Collection<? extends Topic<?>> topics, CountDownLatch stopped, Duration timeout) {
        var bytes = new ByteArrayDeserializer();
        // It assigns its partitions itself and commits nothing, so the group does not notice it.
        var settings = kafka.consumer("control-progress", Optional.of(group));
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            var ends = consumer.endOffsets(partitions(consumer, topics));
            consumer.assign(ends.keySet());
            var started = System.nanoTime();
            while (!hasRead(consumer, ends)) {
                if (stopped.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new KafkaException("application " + group + " stopped before it had read its topics");
                }
                if (System.nanoTime() - started > timeout.toNanos()) {
                    throw new KafkaException(
                            "application " + group + " has not read its topics within " + timeout.toSeconds()
                                    + " s; the instance that holds their partitions may be dead, try again");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while application " + group + " reads its topics", e);
        }
    }

    /** Looks whether there is a record behind the commit; an offset alone may be one of a transaction's marks. */
    private static boolean hasRead(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        var committed = consumer.committed(ends.keySet());
        ends.forEach((partition, end) -> {
            var offset = committed.get(partition);
            // Behind the end it is of a topic that was deleted.
            if (offset == null || offset.offset() > end) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset.offset());
            }
        });
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (!consumer.poll(POLL).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, Collection<? extends Topic<?>> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
