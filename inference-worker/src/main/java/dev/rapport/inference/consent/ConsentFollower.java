package dev.rapport.inference.consent;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicFollower;
import dev.rapport.runtime.metrics.GaugeMeter;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics of consents, of identities and of campaigns: all of them at the start, then every change as it comes. One thread,
 * {@code rapport-inference-consents}. Every worker reads every partition, as these topics and prompts are partitioned
 * differently.
 */
public final class ConsentFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentFollower.class);
    private static final GaugeMeter WITHDRAWALS = GaugeMeter.of(
            "rapport.inference.withdrawals", "consents", "Withdrawn consents that this worker knows, now.");
    private static final GaugeMeter MERGES = GaugeMeter.of(
            "rapport.inference.merged.identities",
            "identities",
            "Identities that are part of another customer, as this worker knows them, now.");

    private final Withdrawals withdrawals;
    private final MergedIdentities identities;
    private final TopicFollower follower;
    private volatile Runnable onCaughtUp = () -> {};
    private volatile Consumer<Throwable> onFailure = error -> {};
    private volatile boolean failed;

    private final class Subscriber implements TopicFollower.Subscriber {
        private final List<KeyedRecords<?>> topics;

        Subscriber(List<KeyedRecords<?>> topics) {
            this.topics = topics;
        }

        @Override
        public void onRecord(ConsumerRecord<String, byte[]> record, boolean isBacklog) {
            topics.stream()
                    .filter(topic -> topic.topic().equals(record.topic()))
                    .forEach(topic -> topic.accept(record));
        }

        @Override
        public void onCaughtUp() {
            LOG.atInfo()
                    .addKeyValue("withdrawals", withdrawals.size())
                    .addKeyValue("merges", identities.size())
                    .log("consents are known");
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

    /**
     * @param withdrawals takes what is read of consents
     * @param identities  takes what is read of identities
     * @param paused      takes what is read of campaigns
     */
    public ConsentFollower(
            KafkaConnection kafka,
            AvroSerdes serdes,
            Withdrawals withdrawals,
            MergedIdentities identities,
            PausedCampaigns paused,
            MeterRegistry registry) {
        this.withdrawals = withdrawals;
        this.identities = identities;
        var subscriber = new Subscriber(List.of(
                new KeyedRecords<>(Topics.CONSENTS, serdes, registry, new ConsentReader(withdrawals)),
                new KeyedRecords<>(Topics.IDENTITIES, serdes, registry, new IdentityReader(identities)),
                new KeyedRecords<>(Topics.CAMPAIGNS_ACCEPTED, serdes, registry, new PauseReader(paused))));
        this.follower = new TopicFollower(
                kafka,
                "inference-consents",
                List.of(Topics.CONSENTS.name(), Topics.IDENTITIES.name(), Topics.CAMPAIGNS_ACCEPTED.name()),
                subscriber);
        WITHDRAWALS.follow(registry, withdrawals, Withdrawals::size);
        MERGES.follow(registry, identities, MergedIdentities::size);
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
}
