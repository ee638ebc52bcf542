package dev.rapport.runtime.service;

import dev.rapport.runtime.registry.SchemaRegistry;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Lets services be wired, and all settings be checked, before the first connection is made. */
final class LazyRegistry implements SchemaRegistry {
    private volatile @Nullable SchemaRegistry target;

    void open(SchemaRegistry registry) {
        target = registry;
    }

    @Override
    public int register(String subject, Schema schema) {
        return target().register(subject, schema);
    }

    @Override
    public Schema schemaById(int id) {
        return target().schemaById(id);
    }

    private SchemaRegistry target() {
        var registry = target;
        if (registry == null) {
            throw new IllegalStateException("a serde was used before the schema registry was opened");
        }
        return registry;
    }
}
