package dev.rapport.inference.stream;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.RecordSize;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Opens the worker's clients, on the thread that will use them.
 *
 * @param consumer reads bytes: a record that is not Avro must not stop the partition
 * @param producer transactional
 * @param admin    asks for committed offsets
 */
record StreamClients(
        Supplier<Consumer<byte[], byte[]>> consumer,
        Supplier<Producer<byte[], byte[]>> producer,
        Supplier<Admin> admin) {
    /** Max time without a poll: waiting for prompts in progress, and a transaction while the broker is away. */
    private static final int MAX_POLL_INTERVAL_MS = 300_000;
    /** An open transaction of a dead worker holds readers up for this long, unless its slot comes back sooner. */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    /** More than {@link RecordSize#MAX_BYTES}, and what topics take by default. */
    private static final int MAX_REQUEST_BYTES = 1 << 20;

    /** What one poll brings waits outside of the budget for prompts in flight. */
    private static final int MAX_POLL_RECORDS = 64;

    private static final int CLASSIC_SESSION_MS = 10_000;

    static StreamClients of(KafkaConnection kafka, StreamConfig config) {
        return new StreamClients(
                () -> consumer(kafka, config),
                () -> producer(kafka, config),
                () -> Admin.create(kafka.admin("inference-" + config.slot())));
    }

    private static Consumer<byte[], byte[]> consumer(KafkaConnection kafka, StreamConfig config) {
        var settings = kafka.consumer("inference-" + config.slot(), Optional.of(PromptStream.GROUP));
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, config.groupProtocol());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(MAX_POLL_RECORDS, config.maxInFlight()));
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MS);
        if (config.groupProtocol().equals("classic")) {
            settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, CLASSIC_SESSION_MS);
            settings.put(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        }
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Producer<byte[], byte[]> producer(KafkaConnection kafka, StreamConfig config) {
        var settings = kafka.producer("inference-" + config.slot());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, PromptStream.GROUP + "-" + config.slot());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        // Outsiders read replies: every Kafka client can undo gzip, not every one lz4.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
