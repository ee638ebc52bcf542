package dev.rapport.embedded;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogKey;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue;

/**
 * A transaction in the moment between its commit being decided and the markers that say so to readers: milliseconds in a
 * healthy broker, here for as long as the broker runs.
 */
record DecidedTransaction(String bootstrapServers) {
    private static final String TRANSACTIONAL_ID = "writer";
    /** Kafka lets only this client write to its own topics. */
    private static final String PRIVILEGED_CLIENT = "__admin_client";

    /**
     * Writes the value in a transaction and notes the decision to commit it where the broker finds it when it starts again.
     *
     * @return the producer, to be closed when the broker is dead; it would abort the transaction otherwise
     */
    KafkaProducer<String, String> write(String topic, String value) throws InterruptedException, ExecutionException {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "transactional.id", TRANSACTIONAL_ID),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, "key", value)).get();
        decide(lastStateOf());
        return producer;
    }

    private void decide(ConsumerRecord<byte[], byte[]> ongoing) throws InterruptedException, ExecutionException {
        var bytes = ByteBuffer.wrap(ongoing.value());
        var version = bytes.getShort();
        var state = new TransactionLogValue(new ByteBufferAccessor(bytes), version);
        var decided = state.setTransactionStatus(TransactionState.PREPARE_COMMIT.id())
                .setProducerEpoch((short) (state.producerEpoch() + 1));
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "client.id", PRIVILEGED_CLIENT, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            ongoing.topic(),
                            ongoing.partition(),
                            ongoing.key(),
                            MessageUtil.toVersionPrefixedBytes(version, decided)))
                    .get();
        }
    }

    private ConsumerRecord<byte[], byte[]> lastStateOf() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topic.TRANSACTION_STATE_TOPIC_NAME).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            ConsumerRecord<byte[], byte[]> last = null;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    var key = ByteBuffer.wrap(record.key());
                    var version = key.getShort();
                    if (new TransactionLogKey(new ByteBufferAccessor(key), version)
                            .transactionalId()
                            .equals(TRANSACTIONAL_ID)) {
                        last = record;
                    }
                }
            }
            if (last == null) {
                throw new IllegalStateException("no state of " + TRANSACTIONAL_ID);
            }
            return last;
        }
    }
}
