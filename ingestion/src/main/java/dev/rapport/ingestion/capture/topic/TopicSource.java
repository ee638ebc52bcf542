package dev.rapport.ingestion.capture.topic;

import dev.rapport.runtime.mapping.Mapping;
import java.util.Map;
import java.util.Optional;

/**
 * A Kafka topic that events come from.
 *
 * @param topic    its whole name
 * @param format   what its records are
 * @param source   name of the source that its events count to
 * @param values   how the values are written
 * @param keys     how the keys are written
 * @param tombstonesDelete whether a null value is the deletion of its key
 * @param mappings of change events: by the name of the table or object; that of {@link #ANY} is for all others
 */
public record TopicSource(
        String topic,
        Format format,
        String source,
        Converter values,
        Converter keys,
        boolean tombstonesDelete,
        Map<String, Mapping> mappings) {
    /** No name of a table or object. */
    public static final String ANY = "";

    /** What the records of a topic are. */
    public enum Format {
        CLOUDEVENTS,
        DEBEZIUM,
        SALESFORCE
    }

    /** How Kafka Connect wrote keys or values. */
    public enum Converter {
        /** With or without the envelope of schema and payload. */
        JSON,
        /** Confluent's wire format, with the schema registry that this process uses. */
        AVRO
    }

    public TopicSource {
        mappings = Map.copyOf(mappings);
    }

    /** How the rows of a table or object are mapped; empty when they are not. */
    public Optional<Mapping> mapping(String table) {
        return Optional.ofNullable(mappings.getOrDefault(table, mappings.get(ANY)));
    }
}
