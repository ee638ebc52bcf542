package dev.rapport.registry.schema;

import dev.rapport.runtime.registry.SchemaRegistryException;

/** Answers of the Confluent schema registry API, independent of any HTTP library: path in, JSON-ready value out. */
public interface RegistryProtocol {
    /**
     * Answers one request.
     *
     * @param method GET or POST
     * @param path   decoded path segments, for example {@code ["schemas", "ids", "1"]}
     * @param body   the JSON body, empty for GET
     * @return a value that Jackson can write
     * @throws SchemaRegistryException with Confluent's error code
     */
    Object answer(String method, java.util.List<String> path, String body);
}
