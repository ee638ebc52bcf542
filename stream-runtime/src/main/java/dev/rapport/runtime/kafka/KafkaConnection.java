package dev.rapport.runtime.kafka;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How every client of the process reaches Kafka, and the settings that Rapport's promises need. What the operator sets
 * under {@code kafka.} is passed on verbatim and wins over our defaults, but not over what a promise rests on.
 *
 * @param settings Kafka's own settings, {@code bootstrap.servers} among them
 */
public record KafkaConnection(Map<String, String> settings) {
    /**
     * Largest request of a producer, and largest dead letter: a record of Kafka's largest size, 1 MiB, becomes larger by the
     * headers that say what is wrong with it, and must not take the transaction with it that moves past it.
     */
    public static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

    private static final String DEFAULT_BOOTSTRAP = "localhost:9092";

    public KafkaConnection {
        settings = Map.copyOf(settings);
    }

    /** From {@code kafka.*} settings. */
    public static KafkaConnection from(Settings settings, ConfigReader in) {
        var kafka = new HashMap<>(settings.kafka());
        kafka.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                in.text(
                        "kafka.bootstrap.servers",
                        DEFAULT_BOOTSTRAP,
                        "Kafka brokers; any other Kafka setting may be given under kafka. too."));
        return new KafkaConnection(kafka);
    }

    /** To brokers at an address, nothing else set. */
    public static KafkaConnection to(String bootstrapServers) {
        return new KafkaConnection(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** The brokers' addresses. */
    public String bootstrapServers() {
        return settings.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_BOOTSTRAP);
    }

    /** Settings of an admin client. */
    public Map<String, Object> admin(String clientId) {
        return base(clientId);
    }

    /** Settings of a producer: idempotent, acknowledged by every in-sync replica. */
    public Map<String, Object> producer(String clientId) {
        var config = new HashMap<String, Object>();
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
        config.putAll(base(clientId));
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return config;
    }

    /** Settings of a consumer that reads committed records from the earliest on and commits nothing by itself. */
    public Map<String, Object> consumer(String clientId, Optional<String> group) {
        var config = new HashMap<String, Object>();
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.putAll(base(clientId));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        group.ifPresent(name -> config.put(ConsumerConfig.GROUP_ID_CONFIG, name));
        return config;
    }

    /** Without the settings: there may be passwords among them. */
    @Override
    public String toString() {
        return "KafkaConnection[" + bootstrapServers() + "]";
    }

    private Map<String, Object> base(String clientId) {
        var config = new HashMap<String, Object>(settings);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "rapport-" + clientId);
        return config;
    }
}
