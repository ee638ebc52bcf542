package dev.rapport.runtime.streams;

import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.value.FailureLine;
import dev.rapport.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one topology: exactly once, with explicit names, dead letters, metrics and a state that health can show. An
 * error that outlives the handlers stops the client; whoever started it is told and the process should end.
 */
public final class StreamsRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
    /** Its constant is deprecated because a later Kafka makes it the only way; until then it has to be set. */
    private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

    /** Largest batch of records for a partition, before compression, unless the operator sets another. */
    public static final int BATCH_BYTES = 128 * 1024;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final String applicationId;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final Path stateDir;
    private final AtomicReference<State> state = new AtomicReference<>(State.CREATED);
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * @param applicationId {@code rapport-<what it does>}; also the consumer group and the prefix of internal topics
     */
    public StreamsRunner(
            String applicationId,
            Topology topology,
            KafkaConnection kafka,
            StreamsTuning tuning,
            MeterRegistry meters) {
        this(applicationId, topology, config(applicationId, kafka, tuning, meters), tuning, meters);
    }

    private StreamsRunner(
            String applicationId,
            Topology topology,
            Map<String, Object> config,
            StreamsTuning tuning,
            MeterRegistry meters) {
        this.applicationId = applicationId;
        this.stateDir = tuning.stateDir().resolve(applicationId);
        this.streams = new KafkaStreams(topology, new StreamsConfig(config));
        this.metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(meters);
        streams.setStateListener((now, before) -> {
            state.set(now);
            LOG.atInfo()
                    .addKeyValue("application", applicationId)
                    .addKeyValue("from", before)
                    .addKeyValue("to", now)
                    .log("streams state changed");
        });
    }

    /**
     * Runs a topology of global stores, which writes nothing: it reads what is committed and needs no transactions. Without them a
     * store that was not closed is read on from where it was; with them it is thrown away.
     *
     * @param applicationId prefix of its client ids and name of its folder; it has no consumer group
     */
    public static StreamsRunner ofGlobalStores(
            String applicationId,
            Topology topology,
            KafkaConnection kafka,
            StreamsTuning tuning,
            MeterRegistry meters) {
        var config = config(applicationId, kafka, tuning, meters);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        return new StreamsRunner(applicationId, topology, config, tuning, meters);
    }

    /** The settings a topology runs with; TopologyTestDriver tests use the same. */
    public static Map<String, Object> config(
            String applicationId, KafkaConnection kafka, StreamsTuning tuning, MeterRegistry meters) {
        var config = new HashMap<String, Object>(kafka.settings());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, tuning.threads());
        config.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, tuning.commitInterval().toMillis());
        config.put(StreamsConfig.STATE_DIR_CONFIG, tuning.stateDir().toString());
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterOnBadRecord.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterOnFailure.class);
        config.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterOnLargeRecord.class);
        config.put(GLOBAL_HANDLER, true);
        config.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.deadLetters(applicationId));
        var given = kafka.settings();
        prefer(config, given, StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A killed process is noticed in ten seconds, not in Kafka's forty-five.
        prefer(config, given, StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        prefer(config, given, StreamsConfig.PRODUCER_PREFIX, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // Most of what a transaction writes to a partition goes in one batch: while the broker checks that a partition
        // may join the transaction, it refuses the batches behind the first, and they are sent again.
        prefer(
                config,
                given,
                StreamsConfig.PRODUCER_PREFIX,
                ProducerConfig.BATCH_SIZE_CONFIG,
                Integer.toString(BATCH_BYTES));
        prefer(
                config,
                given,
                StreamsConfig.PRODUCER_PREFIX,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(KafkaConnection.MAX_REQUEST_BYTES));
        // A killed process leaves an open transaction; readers wait until it times out.
        config.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.toIntExact(StreamsTuning.TRANSACTION_TIMEOUT.toMillis()));
        // Internal topics too: records of old events must not meet a retention counted from today.
        config.put(StreamsConfig.topicPrefix("message.timestamp.type"), "LogAppendTime");
        config.put(DeadLetterCounter.REGISTRY, meters);
        return config;
    }

    /** What the operator gave, for these clients or for all, else our default. */
    private static void prefer(
            Map<String, Object> config, Map<String, String> given, String prefix, String name, String ours) {
        config.put(prefix + name, given.getOrDefault(prefix + name, given.getOrDefault(name, ours)));
    }

    /**
     * Starts the threads and returns at once.
     *
     * @param onFailure told once, on a stream thread, of the error that stopped the client
     */
    public void start(Consumer<Throwable> onFailure) {
        streams.setUncaughtExceptionHandler(thrown -> {
            var error = StorageFault.describe(thrown, stateDir);
            LOG.atError()
                    .addKeyValue("application", applicationId)
                    .addKeyValue("error", FailureLine.of(error))
                    .log("streams stopped");
            LOG.debug("why streams stopped", error);
            if (failed.compareAndSet(false, true)) {
                onFailure.accept(error);
            }
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        try {
            streams.start();
        } catch (RuntimeException e) {
            // Stores of earlier runs are opened before the threads are.
            throw StorageFault.describe(e, stateDir) instanceof StorageFault fault ? fault : e;
        }
    }

    /** Ready when every task runs; not live once the client has failed. */
    public Health health() {
        var now = state.get();
        var live = !failed.get() && now != State.ERROR && now != State.PENDING_ERROR;
        return new Health(live, now == State.RUNNING, applicationId + " is " + now);
    }

    /** For interactive queries. */
    public KafkaStreams streams() {
        return streams;
    }

    @Override
    public void close() {
        metrics.close();
        // Leaving spares a successor the wait for the session timeout.
        if (!streams.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP))) {
            LOG.atWarn().addKeyValue("application", applicationId).log("streams did not stop in time");
        }
    }
}
