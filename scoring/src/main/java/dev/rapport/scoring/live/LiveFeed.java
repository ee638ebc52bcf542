package dev.rapport.scoring.live;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tails committed replies and metrics of all partitions: fills the gauges and the latest replies from what is there
 * already, tells watchers only what is new. One daemon thread; commits nothing. When Kafka fails it starts over; a record
 * that cannot be shown is left out. Both are counted.
 */
public final class LiveFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final CounterMeter FAILURES = CounterMeter.of(
            "rapport.scoring.stream.failures",
            "failures",
            "Records that the event stream left out, and times that it started over as Kafka failed.");
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long RETRY_SECONDS = 2;
    private static final long CLOSE_SECONDS = 5;

    private final KafkaConnection kafka;
    private final Deserializer<Reply> replyReader;
    private final Deserializer<Metric> metricReader;
    private final RecentReplies replies;
    private final Watchers watchers;
    private final MetricGauges gauges;
    private final Counter failures;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "scoring-live-feed");

    public LiveFeed(
            KafkaConnection kafka, AvroSerdes serdes, RecentReplies replies, Watchers watchers, MeterRegistry meters) {
        this.kafka = kafka;
        this.replyReader = serdes.deserializer(Reply.class);
        this.metricReader = serdes.deserializer(Metric.class);
        this.replies = replies;
        this.watchers = watchers;
        this.gauges = new MetricGauges(meters);
        this.failures = FAILURES.in(meters);
    }

    /** Starts the thread. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        stop.countDown();
        watchers.close();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                try {
                    tail();
                } catch (RuntimeException e) {
                    // Nobody would notice that the thread is gone.
                    failures.increment();
                    LOG.atWarn().addKeyValue("error", e.getMessage()).log("live feed starts over", e);
                }
            } while (!stop.await(RETRY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tail() {
        replies.clear();
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(kafka.consumer("scoring-live-feed", Optional.empty()), bytes, bytes)) {
            var partitions = Stream.of(Topics.REPLIES, Topics.METRICS)
                    .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            var ends = new HashMap<>(consumer.endOffsets(partitions));
            seek(consumer, partitions, ends);
            while (stop.getCount() > 0) {
                for (var record : consumer.poll(POLL)) {
                    var partition = new TopicPartition(record.topic(), record.partition());
                    take(record, record.offset() >= ends.getOrDefault(partition, 0L));
                }
            }
        }
    }

    /** Metrics are compacted and read whole; of the replies the last ones are enough. */
    private static void seek(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        var starts = consumer.beginningOffsets(partitions);
        for (var partition : partitions) {
            var start = starts.getOrDefault(partition, 0L);
            var last = ends.getOrDefault(partition, 0L) - RecentReplies.MOST;
            consumer.seek(partition, partition.topic().equals(Topics.REPLIES.name()) ? Math.max(start, last) : start);
        }
    }

    /** Shows a record, or leaves it out; fails only while the schema registry is away or refuses. */
    void take(ConsumerRecord<byte[], byte[]> record, boolean isNew) {
        try {
            if (record.value() == null) {
                if (record.key() != null && record.topic().equals(Topics.METRICS.name())) {
                    gauges.gone(new String(record.key(), StandardCharsets.UTF_8));
                }
                return;
            }
            if (record.topic().equals(Topics.REPLIES.name())) {
                var reply = replyReader.deserialize(record.topic(), record.value());
                replies.add(reply);
                tell(isNew, StreamEvent.of("reply", reply));
            } else {
                var row = metricReader.deserialize(record.topic(), record.value());
                gauges.show(row);
                var watched = row.getWindow() == MetricWindow.ALL || row.getWindow() == MetricWindow.MINUTE;
                tell(isNew && watched, StreamEvent.of("metric", row));
            }
        } catch (RuntimeException e) {
            if (e instanceof SchemaRegistryException refusal && !refusal.isUnknownSchema()) {
                throw e;
            }
            // Not ours to answer for: the writer's dead letters are elsewhere. It must not stop the feed.
            failures.increment();
            LOG.atDebug()
                    .addKeyValue("topicName", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("error", e.getMessage())
                    .log("live feed leaves out a record");
        }
    }

    private void tell(boolean worthTelling, StreamEvent event) {
        if (worthTelling) {
            watchers.tell(event);
        }
    }
}
