package dev.rapport.runtime.registry;

import org.apache.avro.Schema;

/** Schemas by id, and ids by subject and schema. Implementations are thread-safe and may cache without limit. */
public interface SchemaRegistry {
    /**
     * The id of a schema under a subject, registering it first when it is new.
     *
     * @param subject {@code <topic>-value}
     * @throws SchemaRegistryException when it is incompatible with an earlier version, or the registry is away
     */
    int register(String subject, Schema schema);

    /**
     * The schema with an id.
     *
     * @throws SchemaRegistryException when there is none, or the registry is away
     */
    Schema schemaById(int id);
}
