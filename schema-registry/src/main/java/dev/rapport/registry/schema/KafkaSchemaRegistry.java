package dev.rapport.registry.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.registry.SchemaRegistry;
import dev.rapport.runtime.registry.SchemaRegistryException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;

/**
 * A registry inside the process, on the topic {@code _schemas}. Any number of processes may run one: they agree on ids
 * and see each other's schemas. Thread-safe.
 */
public final class KafkaSchemaRegistry implements SchemaRegistry, RegistryProtocol, AutoCloseable {
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";
    private static final int ATTEMPTS = 10;

    private final SchemaLog log = new SchemaLog();
    private final Map<Integer, Schema> parsed = new ConcurrentHashMap<>();
    private final SchemaTopic topic;

    private KafkaSchemaRegistry(SchemaTopic topic) {
        this.topic = topic;
    }

    /**
     * Creates the topic when it is missing and reads it to its end.
     *
     * @throws KafkaException when Kafka cannot be reached
     */
    public static KafkaSchemaRegistry open(KafkaConnection kafka) {
        var registry = new KafkaSchemaRegistry(SchemaTopic.open(kafka));
        try {
            registry.topic.readInto(registry.log);
        } catch (KafkaException e) {
            registry.close();
            throw e;
        }
        return registry;
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        var text = schema.toString();
        try {
            for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
                var known = log.find(subject, text);
                if (known.isPresent()) {
                    return known.get().id();
                }
                if (!topic.isWriter()) {
                    topic.becomeWriter();
                    topic.readInto(log);
                    continue;
                }
                var version = log.next(subject, schema);
                if (topic.append(version, log)) {
                    return version.id();
                }
            }
        } catch (KafkaException e) {
            throw new SchemaRegistryException(50001, "cannot store " + subject + ": " + e.getMessage(), e);
        }
        throw new SchemaRegistryException(50001, "cannot store " + subject + ": other processes keep writing");
    }

    @Override
    public Schema schemaById(int id) {
        return parsed.computeIfAbsent(id, missing -> new Schema.Parser().parse(text(missing)));
    }

    @Override
    public synchronized Object answer(String method, List<String> path, String body) {
        refresh();
        var root = path.isEmpty() ? "" : path.get(0);
        if (method.equals("POST")) {
            return post(root, path, body);
        }
        if (method.equals("GET") && root.equals("subjects")) {
            return subjects(path);
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
    public synchronized void close() {
        topic.close();
    }

    private Object post(String root, List<String> path, String body) {
        if (root.equals("subjects") && path.size() == 3 && path.get(2).equals("versions")) {
            return Map.of("id", register(path.get(1), parse(body)));
        }
        if (root.equals("subjects") && path.size() == 2) {
            log.versions(path.get(1));
            return json(log.find(path.get(1), parse(body).toString())
                    .orElseThrow(() -> new SchemaRegistryException(40403, "Schema not found")));
        }
        if (root.equals("compatibility") && path.size() == 5) {
            return Map.of("is_compatible", log.isCompatible(path.get(2), path.get(4), parse(body)));
        }
        throw notFound(path);
    }

    private Object subjects(List<String> path) {
        if (path.size() == 1) {
            return log.subjects();
        }
        if (path.size() < 3 || !path.get(2).equals("versions")) {
            throw notFound(path);
        }
        return switch (path.size()) {
            case 3 -> log.versions(path.get(1));
            case 4 -> json(log.version(path.get(1), path.get(3)));
            default -> throw notFound(path);
        };
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
        var schema = log.schema(id);
        if (path.size() == 4 && path.get(3).equals("versions")) {
            return log.uses(id).stream()
                    .map(use -> Map.of("subject", use.subject(), "version", use.version()))
                    .toList();
        }
        return Map.of("schema", schema);
    }

    private synchronized String text(int id) {
        if (!log.hasSchema(id)) {
            refresh();
        }
        return log.schema(id);
    }

    /** Another process may have added schemas since we last looked. */
    private void refresh() {
        try {
            topic.readInto(log);
        } catch (KafkaException e) {
            throw new SchemaRegistryException(50001, "cannot read the schemas: " + e.getMessage(), e);
        }
    }

    private static Schema parse(String body) {
        try {
            var request = Json.strict().readTree(body);
            if (!request.path("schemaType").asText("AVRO").equals("AVRO")) {
                throw new SchemaRegistryException(42201, "only schemaType AVRO is known here");
            }
            return new Schema.Parser().parse(request.path("schema").asText());
        } catch (JsonProcessingException | AvroRuntimeException e) {
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
