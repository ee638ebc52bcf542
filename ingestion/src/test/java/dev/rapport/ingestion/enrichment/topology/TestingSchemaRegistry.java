package dev.rapport.ingestion.enrichment.topology;

import dev.rapport.runtime.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Schemas in memory; compatibility is not checked. */
public final class TestingSchemaRegistry implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        var known = schemas.indexOf(schema);
        if (known < 0) {
            schemas.add(schema);
        }
        return known < 0 ? schemas.size() : known + 1;
    }

    @Override
    public synchronized Schema schemaById(int id) {
        return schemas.get(id - 1);
    }
}
