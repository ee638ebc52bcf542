package dev.rapport.registry.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicReader;
import dev.rapport.runtime.value.Backoff;
import dev.rapport.runtime.wait.Pause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compacted topic {@code _schemas}, in the record format that Confluent's registry and Karapace use, so that either
 * can take over. All our processes write with one transactional id: who becomes the writer fences the one before, so
 * no process assigns ids from knowledge that is out of date. Not thread-safe.
 */
final class SchemaTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaTopic.class);
    private static final String TOPIC = "_schemas";
    /** The brokers learn of a new topic a moment after it was created. */
    private static final Backoff OPENING = Backoff.exponential(Duration.ofMillis(50), Duration.ofSeconds(5));

    private static final int MAX_ATTEMPTS = 10;
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private final KafkaConnection kafka;
    private final TopicReader reader;
    private @Nullable KafkaProducer<String, String> writer;

    private SchemaTopic(KafkaConnection kafka, TopicReader reader) {
        this.kafka = kafka;
        this.reader = reader;
    }

    /**
     * Creates the topic when it is missing; nothing is read yet.
     *
     * @throws KafkaException when Kafka cannot be reached
     */
    static SchemaTopic open(KafkaConnection kafka) {
        create(kafka);
        return new SchemaTopic(kafka, reader(kafka));
    }

    private static TopicReader reader(KafkaConnection kafka) {
        var pause = new Pause();
        for (var failed = 1; ; failed++) {
            try {
                return TopicReader.open(kafka, "schema-registry", TOPIC);
            } catch (UnknownTopicOrPartitionException e) {
                if (failed == MAX_ATTEMPTS) {
                    throw e;
                }
            }
            try {
                pause.await(OPENING, failed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted while opening topic " + TOPIC, e);
            }
        }
    }

    /**
     * Takes over everything committed since the last reading.
     *
     * @throws KafkaException when Kafka is away for a minute
     */
    void readInto(SchemaLog log) {
        reader.readToEnd(record -> take(log, record));
    }

    /** False at first, and again after another process has become the writer. */
    boolean isWriter() {
        return writer != null;
    }

    /** From now on others are fenced; read again before the first {@link #append}. */
    void becomeWriter() {
        var settings = kafka.producer("schema-registry");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "rapport-schema-registry");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        writer = producer;
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            stopWriting();
            throw e;
        }
    }

    /**
     * Stores a version and reads it back into the log. Kafka acknowledges a commit before readers see it; whoever is
     * given an id must not meet a registry that does not know it yet.
     *
     * @return false when another process has become the writer; nothing is stored then
     * @throws KafkaException when it is not known whether it is stored
     */
    boolean append(SchemaLog.Version version, SchemaLog log) {
        var producer = writer;
        if (producer == null) {
            return false;
        }
        try {
            producer.beginTransaction();
            // What goes wrong with it shows in the commit.
            var unused = producer.send(new ProducerRecord<>(TOPIC, key(version), value(version)));
            producer.commitTransaction();
            reader.readUntil(
                    () -> log.find(version.subject(), version.schema()).isPresent(), record -> take(log, record));
            return true;
        } catch (ProducerFencedException | InvalidProducerEpochException | InvalidTxnStateException e) {
            // The last of them: the new writer had the coordinator end this transaction already.
            stopWriting();
            return false;
        } catch (KafkaException e) {
            stopWriting();
            throw e;
        }
    }

    @Override
    public void close() {
        stopWriting();
        reader.close();
    }

    private void stopWriting() {
        var producer = writer;
        writer = null;
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }

    private static void take(SchemaLog log, ConsumerRecord<String, byte[]> record) {
        @Nullable String key = record.key();
        byte @Nullable [] value = record.value();
        take(log, key, value == null ? null : new String(value, StandardCharsets.UTF_8));
    }

    /**
     * Takes over one record. A schema that is not Avro, or that Avro cannot parse, belongs to somebody else who shares the
     * topic: its id is taken, its text is ignored. What is no registry's record at all, or gives an id that is taken another
     * meaning, is left out: every process would fail at it, again at every start.
     */
    static void take(SchemaLog log, @Nullable String key, @Nullable String value) {
        try {
            var node = value == null ? null : Json.strict().readTree(value);
            if (node == null
                    || key == null
                    || !Json.strict().readTree(key).path("keytype").asText().equals("SCHEMA")) {
                return;
            }
            var id = node.path("id").asInt();
            if (id < 1) {
                leaveOut(key, "it has no id");
                return;
            }
            var schema = avro(node);
            if (schema.isEmpty()) {
                log.reserve(id);
                return;
            }
            var version = new SchemaLog.Version(
                    node.path("subject").asText(),
                    node.path("version").asInt(),
                    id,
                    schema.get().toString());
            if (log.hasSchema(id) && !log.schema(id).equals(version.schema())) {
                leaveOut(key, "id " + id + " is that of another schema");
            } else if (node.path("deleted").asBoolean()) {
                log.remove(version);
            } else {
                log.add(version);
            }
        } catch (JsonProcessingException e) {
            leaveOut(key, "it is not JSON");
        }
    }

    private static void leaveOut(@Nullable String key, String why) {
        LOG.atWarn()
                .addKeyValue("topicName", TOPIC)
                .addKeyValue("key", key)
                .addKeyValue("error", why)
                .log("record is left out: it is not one of a schema registry");
    }

    private static Optional<Schema> avro(JsonNode version) {
        if (!version.path("schemaType").asText("AVRO").equals("AVRO")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Schema.Parser().parse(version.path("schema").asText()));
        } catch (AvroRuntimeException | StackOverflowError e) {
            LOG.atInfo()
                    .addKeyValue("subject", version.path("subject").asText())
                    .addKeyValue("schemaId", version.path("id").asInt())
                    .log("schema of another program is left out: Avro cannot parse it");
            return Optional.empty();
        }
    }

    private static String key(SchemaLog.Version version) {
        return Json.strict()
                .createObjectNode()
                .put("keytype", "SCHEMA")
                .put("subject", version.subject())
                .put("version", version.version())
                .put("magic", 1)
                .toString();
    }

    private static String value(SchemaLog.Version version) {
        return Json.strict()
                .createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema())
                .put("deleted", false)
                .toString();
    }

    private static void create(KafkaConnection kafka) {
        try (var admin = Admin.create(kafka.admin("schema-registry"))) {
            var topic =
                    new NewTopic(TOPIC, Optional.of(1), Optional.empty()).configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("cannot create topic " + TOPIC, e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while creating topic " + TOPIC, e);
        }
    }
}
