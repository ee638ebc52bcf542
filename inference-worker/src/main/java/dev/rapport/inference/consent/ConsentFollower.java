package dev.rapport.inference.consent;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.metrics.DeadLetterMeters;
import dev.rapport.runtime.metrics.GaugeMeter;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.schemas.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the consents topic: all of it at the start, then every change as it comes. One thread, {@code rapport-consents}.
 * Every worker reads every partition, as consents and prompts do not lie alike.
 */
public final class ConsentFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentFollower.class);
    private static final GaugeMeter WITHDRAWALS = GaugeMeter.of(
            "rapport.inference.withdrawals", "consents", "Withdrawn consents that this worker knows, now.");
    private static final String TOPIC = Topics.CONSENTS.name();
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** How soon partitions that somebody added are noticed. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(30);

    private static final Duration STOP = Duration.ofSeconds(10);

    private final KafkaConnection kafka;
    private final Withdrawals withdrawals;
    private final Deserializer<ConsentChange> changes;
    private final Counter unreadable;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "rapport-consents");
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private volatile Runnable onCaughtUp = () -> {};
    private volatile Consumer<Throwable> onFailure = error -> {};
    private volatile boolean failed;
    private boolean caughtUp;

    /** @param withdrawals what is read goes there */
    public ConsentFollower(KafkaConnection kafka, AvroSerdes serdes, Withdrawals withdrawals, MeterRegistry registry) {
        this.kafka = kafka;
        this.withdrawals = withdrawals;
        this.changes = serdes.deserializer(ConsentChange.class);
        this.unreadable = DeadLetterMeters.letters(registry, TOPIC, "deserialization");
        WITHDRAWALS.follow(registry, withdrawals, Withdrawals::size);
    }

    /**
     * Begins to read.
     *
     * @param onCaughtUp told once, on the thread, when everything is known that was there at the start
     * @param onFailure  told once, on the thread, of an error that only a restart can heal
     */
    public void start(Runnable onCaughtUp, Consumer<Throwable> onFailure) {
        this.onCaughtUp = onCaughtUp;
        this.onFailure = onFailure;
        thread.start();
    }

    /** Whether it has ended by an error: what is known of consents grows old then. */
    public boolean hasFailed() {
        return failed;
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (var consumer = new KafkaConsumer<>(
                kafka.consumer("inference-consents", Optional.empty()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var lookedAt = System.nanoTime();
            while (stopping.getCount() > 0) {
                if (consumer.assignment().isEmpty() || System.nanoTime() - lookedAt > LOOK_AROUND.toNanos()) {
                    lookAround(consumer);
                    lookedAt = System.nanoTime();
                }
                follow(consumer);
            }
        } catch (RuntimeException | Error e) {
            failed = true;
            LOG.atError().addKeyValue("error", e.toString()).log("consents are not followed any more");
            LOG.atDebug().log("why they are not", e);
            onFailure.accept(e);
        }
    }

    private void lookAround(KafkaConsumer<String, byte[]> consumer) {
        try {
            var all = new HashSet<TopicPartition>();
            consumer.partitionsFor(TOPIC).forEach(info -> all.add(new TopicPartition(info.topic(), info.partition())));
            var fresh = new HashSet<>(all);
            fresh.removeAll(consumer.assignment());
            if (!fresh.isEmpty()) {
                var freshEnds = consumer.endOffsets(fresh);
                consumer.assign(all);
                consumer.seekToBeginning(fresh);
                ends.putAll(freshEnds);
            }
        } catch (RetriableException e) {
            LOG.atDebug().addKeyValue("error", e.toString()).log("consents cannot be read yet");
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        if (consumer.assignment().isEmpty()) {
            pause();
            return;
        }
        try {
            consumer.poll(POLL).forEach(this::take);
            if (!caughtUp && hasReachedEnds(consumer)) {
                caughtUp = true;
                LOG.atInfo().addKeyValue("count", withdrawals.size()).log("consents are known");
                onCaughtUp.run();
            }
        } catch (RetriableException e) {
            LOG.atDebug().addKeyValue("error", e.toString()).log("consents cannot be read now");
        }
    }

    private boolean hasReachedEnds(KafkaConsumer<String, byte[]> consumer) {
        return List.copyOf(ends.entrySet()).stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** By what it says where it can be read, by its key where it cannot. What nobody can read may be a withdrawal. */
    private void take(ConsumerRecord<String, byte[]> record) {
        @Nullable String key = record.key();
        try {
            @Nullable ConsentChange change = changes.deserialize(TOPIC, record.value());
            if (change != null) {
                withdrawals.put(ConsentKey.of(change).text(), !change.getGranted());
            } else if (key != null) {
                withdrawals.put(key, false);
            }
        } catch (SerializationException e) {
            unreadable.increment();
            LOG.atWarn()
                    .addKeyValue("topicName", TOPIC)
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("error", e.getMessage())
                    .log("unreadable consent is taken for a withdrawal");
            if (key != null) {
                withdrawals.put(key, true);
            }
        }
    }

    private void pause() {
        try {
            var unused = stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
