package dev.rapport.runtime.broker;

import dev.rapport.embedded.EmbeddedKafka;
import dev.rapport.embedded.EmbeddedKafkaConfig;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real broker of one test class, with the few things that tests do to it. */
public final class TestingBroker implements AutoCloseable {
    private final EmbeddedKafka kafka;

    private TestingBroker(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    public static TestingBroker start(Path dataDir) {
        return new TestingBroker(EmbeddedKafka.start(EmbeddedKafkaConfig.in(dataDir)));
    }

    public KafkaConnection connection() {
        return KafkaConnection.to(kafka.bootstrapServers());
    }

    public Admin admin() {
        return Admin.create(connection().admin("testing"));
    }

    public void createTopic(String name, int partitions, Map<String, String> settings)
            throws InterruptedException, ExecutionException {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings)))
                    .all()
                    .get();
        }
    }

    /** Writes with a record timestamp of the caller's choice and returns when Kafka has it all. */
    public void write(String topic, long timestamp, String key, byte[]... values) {
        try (var producer = new KafkaProducer<>(
                connection().producer("testing"), new StringSerializer(), new ByteArraySerializer())) {
            for (var value : values) {
                var unused = producer.send(new ProducerRecord<>(topic, null, timestamp, key, value));
            }
        }
    }

    /** Every committed record of a topic now. */
    public List<ConsumerRecord<String, byte[]>> read(String topic) {
        try (var reader = TopicReader.open(connection(), "testing", topic)) {
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            reader.readToEnd(records::add);
            return records;
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
