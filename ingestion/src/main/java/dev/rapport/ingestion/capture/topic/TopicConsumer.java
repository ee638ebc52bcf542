package dev.rapport.ingestion.capture.topic;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.runtime.value.Backoff;
import dev.rapport.runtime.value.FailureLine;
import dev.rapport.runtime.wait.Deadline;
import dev.rapport.runtime.wait.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics that are sources, as one member of a consumer group, on a thread of its own. Offsets are committed once
 * all that comes of the records is stored: at least once, and what is read twice has the same message ids. While the sink,
 * the registry or Kafka is away it reads again from where it was, with backoff. Topics that do not exist yet are looked for
 * now and then.
 */
public final class TopicConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(15);
    private static final Backoff BACKOFF = Backoff.exponential(Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final int MAX_POLL_RECORDS = 500;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Set<String> topics;
    private final RecordBatch batches;
    private final TopicMeters meters;
    private final Pause pause = new Pause();
    private final Thread thread = new Thread(this::run, "rapport-topics");
    private final Deadline look = new Deadline();
    private final Set<String> reported = new HashSet<>();
    private volatile Set<String> missing = Set.of();
    private volatile boolean failing;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private int failed;
    private TopicMeters.@Nullable Cause lastCause;
    private java.util.function.Consumer<Throwable> onFailure = error -> {};

    /** @param topics names of those that {@code batches} takes */
    TopicConsumer(
            Supplier<Consumer<byte[], byte[]>> consumers, Set<String> topics, RecordBatch batches, TopicMeters meters) {
        this.consumers = consumers;
        this.topics = new TreeSet<>(topics);
        this.batches = batches;
        this.meters = meters;
        thread.setDaemon(true);
    }

    /**
     * As a member of the group of the configuration; nothing is connected before {@link #start}.
     *
     * @param intakes what takes the records of each topic
     */
    public static TopicConsumer of(
            KafkaConnection kafka, String group, Map<String, RecordIntake> intakes, TopicMeters meters) {
        return new TopicConsumer(
                () -> consumer(kafka, group),
                intakes.keySet(),
                new RecordBatch(intakes, InstantSource.system()),
                meters);
    }

    /** A consumer with the settings that the promises rest on. */
    private static Consumer<byte[], byte[]> consumer(KafkaConnection kafka, String group) {
        var settings = kafka.consumer("topics", Optional.of(group));
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Begins to read where there are topics; call it once.
     *
     * @param failure told of an error of the JVM, which ends the reading
     */
    public void start(java.util.function.Consumer<Throwable> failure) {
        onFailure = failure;
        if (!topics.isEmpty()) {
            thread.start();
        }
    }

    /** For health, behind another clause: how many topics are read, what is missing, whether records have to wait. */
    public String state() {
        var absent = missing;
        return topics.isEmpty()
                ? ""
                : "; " + (topics.size() - absent.size()) + " of " + topics.size() + " topics are read"
                        + (absent.isEmpty() ? "" : ", not there yet: " + String.join(", ", absent))
                        + (failing ? ", records are waiting" : "");
    }

    /** Whether the reading has not ended by itself. */
    public boolean isAlive() {
        return topics.isEmpty() || pause.isEnded() || thread.getState() == Thread.State.NEW || thread.isAlive();
    }

    /** Stores and commits the records that it has, leaves the group and ends. */
    @Override
    public void close() {
        pause.end();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!pause.isEnded()) {
                step();
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (Error e) {
            onFailure.accept(e);
            throw e;
        } finally {
            closeConsumer();
        }
    }

    private void step() throws InterruptedException {
        try {
            var open = consumer == null ? consumers.get() : consumer;
            consumer = open;
            subscribe(open);
            read(open);
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            // Kafka's exceptions, and mistakes of ours: neither may end the reading, which would begin only with a
            // restart.
            closeConsumer();
            again(TopicMeters.Cause.KAFKA, e);
        }
    }

    /** Only topics that are there: a consumer of others would complain with every request. */
    private void subscribe(Consumer<byte[], byte[]> open) throws InterruptedException {
        if (look.isOver()) {
            var there = new TreeSet<>(topics);
            there.retainAll(open.listTopics(ANSWER).keySet());
            var absent = new TreeSet<>(topics);
            absent.removeAll(there);
            missing = Set.copyOf(absent);
            absent.stream().filter(reported::add).forEach(topic -> LOG.atWarn()
                    .addKeyValue("topicName", topic)
                    .log("the topic of a source does not exist yet; it is read as soon as it does"));
            if (!open.subscription().equals(there)) {
                open.subscribe(there);
            }
            look.set(LOOK_FOR_TOPICS);
        }
        if (open.subscription().isEmpty()) {
            pause.await(POLL);
        }
    }

    private void read(Consumer<byte[], byte[]> open) throws InterruptedException {
        if (open.subscription().isEmpty()) {
            return;
        }
        var records = open.poll(POLL);
        if (records.isEmpty()) {
            if (lastCause == TopicMeters.Cause.KAFKA) {
                succeeded();
            }
            return;
        }
        var result = batches.take(records);
        result.again().forEach(open::seek);
        if (!result.stored().isEmpty()) {
            commit(open, result.stored());
        }
        if (result.failure().isPresent()) {
            var cause = result.failure().get();
            again(
                    cause instanceof SchemaRegistryException ? TopicMeters.Cause.REGISTRY : TopicMeters.Cause.SINK,
                    cause);
        } else {
            succeeded();
        }
    }

    /** What is not committed because the group changes is read again by the member that has the partition then. */
    private static void commit(Consumer<byte[], byte[]> open, Map<TopicPartition, OffsetAndMetadata> stored) {
        try {
            open.commitSync(stored, ANSWER);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.atDebug().addKeyValue("error", FailureLine.of(e)).log("offsets were not committed");
        }
    }

    private void again(TopicMeters.Cause cause, Throwable error) throws InterruptedException {
        meters.retried(cause);
        lastCause = cause;
        failed++;
        if (!failing) {
            failing = true;
            LOG.atWarn()
                    .addKeyValue("error", FailureLine.of(error))
                    .log("records of topics cannot be taken now; they are read again until they can");
        }
        pause.await(BACKOFF, failed);
    }

    private void succeeded() {
        if (failing) {
            LOG.info("records of topics are taken again");
        }
        failed = 0;
        lastCause = null;
        failing = false;
    }

    private void closeConsumer() {
        var open = consumer;
        consumer = null;
        look.set(Duration.ZERO);
        if (open == null) {
            return;
        }
        try {
            open.close(CloseOptions.timeout(ANSWER));
        } catch (KafkaException e) {
            LOG.atDebug().addKeyValue("error", FailureLine.of(e)).log("closing the consumer of topics failed");
        }
    }
}
