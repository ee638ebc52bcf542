package dev.rapport.runtime.registry;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** A registry in memory that accepts every schema, and can be switched off. */
public final class TestingRegistry implements SchemaRegistry {
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, String> schemas = new ConcurrentHashMap<>();
    private final Set<String> subjects = new ConcurrentSkipListSet<>();
    private final AtomicInteger next = new AtomicInteger(1);
    private volatile int refusal;

    public void setAway(boolean away) {
        refuse(away ? 503 : 0);
    }

    /** From now on every call fails with an error code; 0 ends that. */
    public void refuse(int errorCode) {
        this.refusal = errorCode;
    }

    @Override
    public int register(String subject, Schema schema) {
        requireHere();
        subjects.add(subject);
        return ids.computeIfAbsent(schema.toString(), text -> {
            var id = next.getAndIncrement();
            schemas.put(id, text);
            return id;
        });
    }

    /** Every subject that something was registered under, in order. */
    public Set<String> subjects() {
        return subjects;
    }

    @Override
    public Schema schemaById(int id) {
        requireHere();
        var schema = schemas.get(id);
        if (schema == null) {
            throw new SchemaRegistryException(40403, "Schema " + id + " not found");
        }
        return new Schema.Parser().parse(schema);
    }

    private void requireHere() {
        var code = refusal;
        if (code != 0) {
            throw new SchemaRegistryException(code, code == 503 ? "the registry is away" : "the registry refuses");
        }
    }
}
