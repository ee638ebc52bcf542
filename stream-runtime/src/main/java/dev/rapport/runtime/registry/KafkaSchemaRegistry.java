package dev.rapport.runtime.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A registry inside the process. Its state is the compacted topic {@code _schemas} in the record format that Confluent's
 * registry and Karapace use, so that either can take over. One writer only. Thread-safe.
 */
public final class KafkaSchemaRegistry implements SchemaRegistry, RegistryProtocol, AutoCloseable {
    private static final String TOPIC = "_schemas";
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long WRITE_SECONDS = 15;

    private final SchemaLog log = new SchemaLog();
    private final Map<Integer, Schema> parsed = new ConcurrentHashMap<>();
    private final KafkaProducer<String, String> producer;

    private KafkaSchemaRegistry(KafkaProducer<String, String> producer) {
        this.producer = producer;
    }

    /**
     * Creates the topic when it is missing and reads it to its end.
     *
     * @throws KafkaException when Kafka cannot be reached
     */
    public static KafkaSchemaRegistry open(KafkaConnection kafka) {
        createTopic(kafka);
        var registry = new KafkaSchemaRegistry(
                new KafkaProducer<>(kafka.producer("schema-registry"), new StringSerializer(), new StringSerializer()));
        registry.load(kafka);
        return registry;
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        var known = log.find(subject, schema.toString());
        if (known.isPresent()) {
            return known.get().id();
        }
        var version = log.next(subject, schema);
        store(version);
        log.add(version);
        return version.id();
    }

    @Override
    public Schema schemaById(int id) {
        return parsed.computeIfAbsent(id, missing -> {
            synchronized (this) {
                return new Schema.Parser().parse(log.schema(missing));
            }
        });
    }

    @Override
    public synchronized Object answer(String method, List<String> path, String body) {
        var root = path.isEmpty() ? "" : path.get(0);
        if (method.equals("POST") && root.equals("subjects") && path.size() == 3) {
            return Map.of("id", register(path.get(1), parse(body)));
        }
        if (method.equals("POST") && root.equals("subjects") && path.size() == 2) {
            var schema = parse(body).toString();
            return json(log.find(path.get(1), schema)
                    .orElseThrow(() -> new SchemaRegistryException(40403, "Schema not found")));
        }
        if (method.equals("GET") && root.equals("subjects")) {
            return switch (path.size()) {
                case 1 -> log.subjects();
                case 3 -> log.versions(path.get(1));
                case 4 -> json(log.version(path.get(1), path.get(3)));
                default -> throw notFound(path);
            };
        }
        if (method.equals("GET") && root.equals("schemas") && path.size() >= 2) {
            return schemas(path);
        }
        if (method.equals("GET") && root.equals("config")) {
            return Map.of("compatibilityLevel", COMPATIBILITY);
        }
        throw notFound(path);
    }

    @Override
    public void close() {
        producer.close();
    }

    private Object schemas(List<String> path) {
        if (path.get(1).equals("types")) {
            return List.of("AVRO");
        }
        if (!path.get(1).equals("ids") || path.size() < 3) {
            throw notFound(path);
        }
        int id;
        try {
            id = Integer.parseInt(path.get(2));
        } catch (NumberFormatException e) {
            throw new SchemaRegistryException(42201, "'" + path.get(2) + "' is not a schema id", e);
        }
        if (path.size() == 4 && path.get(3).equals("versions")) {
            return log.uses(id).stream()
                    .map(use -> Map.of("subject", use.subject(), "version", use.version()))
                    .toList();
        }
        return Map.of("schema", log.schema(id));
    }

    private void load(KafkaConnection kafka) {
        try (var consumer = new KafkaConsumer<>(
                kafka.consumer("schema-registry", Optional.empty()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var ends = consumer.endOffsets(List.of(partition));
            while (consumer.position(partition) < ends.getOrDefault(partition, 0L)) {
                consumer.poll(POLL).forEach(record -> take(record.key(), record.value()));
            }
        }
    }

    private void take(String key, String value) {
        try {
            var node = value == null ? null : JSON.readTree(value);
            if (node == null || !JSON.readTree(key).path("keytype").asText().equals("SCHEMA")) {
                return;
            }
            if (!node.path("deleted").asBoolean()) {
                log.add(new SchemaLog.Version(
                        node.path("subject").asText(),
                        node.path("version").asInt(),
                        node.path("id").asInt(),
                        new Schema.Parser().parse(node.path("schema").asText()).toString()));
            }
        } catch (JsonProcessingException e) {
            throw new KafkaException("topic " + TOPIC + " holds a record that is not JSON: " + key, e);
        }
    }

    private void store(SchemaLog.Version version) {
        try {
            var key = JSON.createObjectNode()
                    .put("keytype", "SCHEMA")
                    .put("subject", version.subject())
                    .put("version", version.version())
                    .put("magic", 1);
            var value = JSON.createObjectNode()
                    .put("subject", version.subject())
                    .put("version", version.version())
                    .put("id", version.id())
                    .put("schema", version.schema())
                    .put("deleted", false);
            producer.send(new ProducerRecord<>(TOPIC, JSON.writeValueAsString(key), JSON.writeValueAsString(value)))
                    .get(WRITE_SECONDS, TimeUnit.SECONDS);
        } catch (JsonProcessingException | ExecutionException | TimeoutException e) {
            throw new SchemaRegistryException(50001, "cannot store " + version.subject() + " in " + TOPIC, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryException(50001, "interrupted while storing " + version.subject(), e);
        }
    }

    private static void createTopic(KafkaConnection kafka) {
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

    private static Schema parse(String body) {
        try {
            JsonNode request = JSON.readTree(body);
            if (!request.path("schemaType").asText("AVRO").equals("AVRO")) {
                throw new SchemaRegistryException(42201, "only schemaType AVRO is known here");
            }
            return new Schema.Parser().parse(request.path("schema").asText());
        } catch (JsonProcessingException | SchemaParseException e) {
            throw new SchemaRegistryException(42201, "Invalid schema: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> json(SchemaLog.Version version) {
        return Map.of(
                "subject", version.subject(),
                "version", version.version(),
                "id", version.id(),
                "schema", version.schema());
    }

    private static SchemaRegistryException notFound(List<String> path) {
        return new SchemaRegistryException(404, "no such endpoint: /" + String.join("/", path));
    }
}
