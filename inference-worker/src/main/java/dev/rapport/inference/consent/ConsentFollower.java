package dev.rapport.inference.consent;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicFollower;
import dev.rapport.runtime.metrics.DeadLetterMeters;
import dev.rapport.runtime.metrics.GaugeMeter;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.schemas.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the consents topic: all of it at the start, then every change as it comes. One thread, {@code
 * rapport-inference-consents}. Every worker reads every partition, as consents and prompts are partitioned differently.
 */
public final class ConsentFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentFollower.class);
    private static final GaugeMeter WITHDRAWALS = GaugeMeter.of(
            "rapport.inference.withdrawals", "consents", "Withdrawn consents that this worker knows, now.");
    private static final String TOPIC = Topics.CONSENTS.name();

    private final Withdrawals withdrawals;
    private final Deserializer<ConsentChange> changes;
    private final Counter unreadable;
    private final TopicFollower follower;
    private volatile Runnable onCaughtUp = () -> {};
    private volatile Consumer<Throwable> onFailure = error -> {};
    private volatile boolean failed;

    private final class Subscriber implements TopicFollower.Subscriber {
        @Override
        public void onRecord(ConsumerRecord<String, byte[]> record, boolean isBacklog) {
            accept(record);
        }

        @Override
        public void onCaughtUp() {
            LOG.atInfo().addKeyValue("count", withdrawals.size()).log("consents are known");
            onCaughtUp.run();
        }

        /** What is known of consents would grow old: no error is waited for. */
        @Override
        public boolean onFailure(Throwable error) {
            failed = true;
            LOG.atError().addKeyValue("error", error.toString()).log("consents are no longer followed");
            LOG.atDebug().log("why they are not", error);
            onFailure.accept(error);
            return false;
        }
    }

    /** @param withdrawals takes what is read */
    public ConsentFollower(KafkaConnection kafka, AvroSerdes serdes, Withdrawals withdrawals, MeterRegistry registry) {
        this.withdrawals = withdrawals;
        this.changes = serdes.deserializer(ConsentChange.class);
        this.unreadable = DeadLetterMeters.letters(registry, TOPIC, "deserialization");
        this.follower = new TopicFollower(kafka, "inference-consents", List.of(TOPIC), new Subscriber());
        WITHDRAWALS.follow(registry, withdrawals, Withdrawals::size);
    }

    /**
     * Begins to read.
     *
     * @param onCaughtUp called once, on the thread, when everything is known that was there at the start
     * @param onFailure  called once, on the thread, with an error that only a restart can heal
     */
    public void start(Runnable onCaughtUp, Consumer<Throwable> onFailure) {
        this.onCaughtUp = onCaughtUp;
        this.onFailure = onFailure;
        follower.start();
    }

    /** Whether it has ended with an error: what is known of consents grows old then. */
    public boolean hasFailed() {
        return failed;
    }

    @Override
    public void close() {
        follower.close();
    }

    /** By its value where that can be read, by its key where it cannot: an unreadable consent may be a withdrawal. */
    private void accept(ConsumerRecord<String, byte[]> record) {
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
}
