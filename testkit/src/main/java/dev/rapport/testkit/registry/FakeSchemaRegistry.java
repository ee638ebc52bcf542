package dev.rapport.testkit.registry;

import dev.rapport.runtime.registry.SchemaRegistry;
import dev.rapport.runtime.registry.SchemaRegistryException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Numbers schemas from 1 in the order they come; the same schema has one id under all subjects. Thread-safe. */
public final class FakeSchemaRegistry implements SchemaRegistry {
    private static final int SCHEMA_NOT_FOUND = 40403;

    private final List<Schema> schemas = new ArrayList<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        var known = schemas.indexOf(schema);
        if (known >= 0) {
            return known + 1;
        }
        schemas.add(schema);
        return schemas.size();
    }

    @Override
    public synchronized Schema schemaById(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new SchemaRegistryException(SCHEMA_NOT_FOUND, "no schema has id " + id);
        }
        return schemas.get(id - 1);
    }
}
