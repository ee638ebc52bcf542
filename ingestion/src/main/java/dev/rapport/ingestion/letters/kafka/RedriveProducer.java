package dev.rapport.ingestion.letters.kafka;

import dev.rapport.runtime.kafka.KafkaConnection;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Producers of one transactional id: each new one fences those before it, in every instance of the service, and ends their
 * transactions. So what is sent again and the note that it was are committed together, once.
 */
final class RedriveProducer {
    private static final String TRANSACTIONAL_ID = "rapport-redrive";
    private static final int TIMEOUT_MILLIS = 30_000;

    private RedriveProducer() {}

    /** Keys are texts, or bytes that go as they are. */
    static Producer<Object, byte[]> open(KafkaConnection kafka) {
        var settings = kafka.producer("redrive");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
        var producer = new KafkaProducer<Object, byte[]>(settings, keys(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return producer;
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    private static Serializer<Object> keys() {
        return (topic, key) ->
                key instanceof byte[] bytes ? bytes : String.valueOf(key).getBytes(StandardCharsets.UTF_8);
    }
}
