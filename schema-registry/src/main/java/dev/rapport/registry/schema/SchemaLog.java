package dev.rapport.registry.schema;

import dev.rapport.runtime.registry.SchemaRegistryException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    private final Set<Integer> foreignIds = new HashSet<>();
    private final Map<String, SortedMap<Integer, Version>> versionsBySubject = new TreeMap<>();

    /** Takes note of an id that somebody else's schema has, in a format that we do not read. */
    void reserve(int id) {
        foreignIds.add(id);
    }

    /** Takes over a version that is already stored. */
    void add(Version version) {
        schemasById.put(version.id(), version.schema());
        versionsBySubject
                .computeIfAbsent(version.subject(), subject -> new TreeMap<>())
                .put(version.version(), version);
    }

    /** Drops a version that is marked as deleted; its id keeps its meaning. */
    void remove(Version version) {
        schemasById.put(version.id(), version.schema());
        var versions = versionsBySubject.get(version.subject());
        if (versions != null) {
            versions.remove(version.version());
            if (versions.isEmpty()) {
                versionsBySubject.remove(version.subject());
            }
        }
    }

    boolean hasSchema(int id) {
        return schemasById.containsKey(id);
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
            incompatibility(schema, earlier).ifPresent(why -> {
                throw new SchemaRegistryException(
                        409,
                        "Schema for " + subject + " is not FULL_TRANSITIVE compatible with version " + earlier.version()
                                + ": " + why);
            });
        }
        var text = schema.toString();
        var id = schemasById.entrySet().stream()
                .filter(entry -> entry.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> Stream.concat(schemasById.keySet().stream(), foreignIds.stream())
                                .mapToInt(Integer::intValue)
                                .max()
                                .orElse(0)
                        + 1);
        return new Version(subject, versions.isEmpty() ? 1 : versions.lastKey() + 1, id, text);
    }

    /**
     * Whether a schema and a version can read each other's records.
     *
     * @throws SchemaRegistryException as {@link #version}
     */
    boolean isCompatible(String subject, String version, Schema schema) {
        return incompatibility(schema, version(subject, version)).isEmpty();
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

    private static Optional<String> incompatibility(Schema schema, Version earlier) {
        var old = new Schema.Parser().parse(earlier.schema());
        var backward = SchemaCompatibility.checkReaderWriterCompatibility(schema, old);
        var forward = SchemaCompatibility.checkReaderWriterCompatibility(old, schema);
        return Stream.of(backward, forward)
                .filter(check -> check.getType() != SchemaCompatibilityType.COMPATIBLE)
                .map(check -> check.getResult().getIncompatibilities().toString())
                .findFirst();
    }
}
