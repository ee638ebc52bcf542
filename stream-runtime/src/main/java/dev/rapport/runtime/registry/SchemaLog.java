package dev.rapport.runtime.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Versions of schemas by subject and id: the state of a registry. Pure; not thread-safe. */
final class SchemaLog {
    /**
     * One version of a subject.
     *
     * @param version counted from 1 in its subject
     * @param id      the same for the same schema in every subject
     * @param schema  canonical JSON text
     */
    record Version(String subject, int version, int id, String schema) {}

    private final Map<Integer, String> schemasById = new TreeMap<>();
    private final Map<String, SortedMap<Integer, Version>> versionsBySubject = new TreeMap<>();

    /** Takes over a version that is already stored. */
    void add(Version version) {
        schemasById.put(version.id(), version.schema());
        versionsBySubject
                .computeIfAbsent(version.subject(), subject -> new TreeMap<>())
                .put(version.version(), version);
    }

    /** The version that holds this schema, if the subject has it. */
    Optional<Version> find(String subject, String schema) {
        return versionsBySubject.getOrDefault(subject, new TreeMap<>()).values().stream()
                .filter(version -> version.schema().equals(schema))
                .findFirst();
    }

    /**
     * The version that a new schema would get; nothing is stored.
     *
     * @throws SchemaRegistryException 409 when it is not compatible, both ways, with every earlier version
     */
    Version next(String subject, Schema schema) {
        SortedMap<Integer, Version> versions = versionsBySubject.getOrDefault(subject, new TreeMap<>());
        for (var earlier : versions.values()) {
            requireFullCompatibility(subject, schema, earlier);
        }
        var text = schema.toString();
        var id = schemasById.entrySet().stream()
                .filter(entry -> entry.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> schemasById.keySet().stream()
                                .mapToInt(Integer::intValue)
                                .max()
                                .orElse(0)
                        + 1);
        return new Version(subject, versions.isEmpty() ? 1 : versions.lastKey() + 1, id, text);
    }

    /** @throws SchemaRegistryException 40403 when there is no such id */
    String schema(int id) {
        var schema = schemasById.get(id);
        if (schema == null) {
            throw new SchemaRegistryException(40403, "Schema " + id + " not found");
        }
        return schema;
    }

    /** Subjects and versions that use an id. */
    List<Version> uses(int id) {
        var uses = new ArrayList<Version>();
        versionsBySubject.values().forEach(versions -> versions.values().stream()
                .filter(version -> version.id() == id)
                .forEach(uses::add));
        return uses;
    }

    Collection<String> subjects() {
        return List.copyOf(versionsBySubject.keySet());
    }

    /** @throws SchemaRegistryException 40401 when there is no such subject */
    Collection<Integer> versions(String subject) {
        return List.copyOf(versionsOf(subject).keySet());
    }

    /**
     * @param version a number or {@code latest}
     * @throws SchemaRegistryException 40401, 40402 or 42202 when there is no such subject or version
     */
    Version version(String subject, String version) {
        var versions = versionsOf(subject);
        if (version.equals("latest")) {
            return Objects.requireNonNull(versions.get(versions.lastKey()));
        }
        try {
            var found = versions.get(Integer.parseInt(version));
            if (found == null) {
                throw new SchemaRegistryException(40402, "Version " + version + " not found");
            }
            return found;
        } catch (NumberFormatException e) {
            throw new SchemaRegistryException(42202, "Version '" + version + "' is neither a number nor latest", e);
        }
    }

    private SortedMap<Integer, Version> versionsOf(String subject) {
        var versions = versionsBySubject.get(subject);
        if (versions == null) {
            throw new SchemaRegistryException(40401, "Subject '" + subject + "' not found");
        }
        return versions;
    }

    private static void requireFullCompatibility(String subject, Schema schema, Version earlier) {
        var old = new Schema.Parser().parse(earlier.schema());
        var backward = SchemaCompatibility.checkReaderWriterCompatibility(schema, old);
        var forward = SchemaCompatibility.checkReaderWriterCompatibility(old, schema);
        for (var check : List.of(backward, forward)) {
            if (check.getType() != SchemaCompatibilityType.COMPATIBLE) {
                throw new SchemaRegistryException(
                        409,
                        "Schema for " + subject + " is not FULL_TRANSITIVE compatible with version " + earlier.version()
                                + ": " + check.getResult().getIncompatibilities());
            }
        }
    }
}
