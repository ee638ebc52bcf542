package dev.rapport.enrichment.customer;

import dev.rapport.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that goes out.
 *
 * @param value null for a tombstone
 */
public record Output<V extends SpecificRecord>(
        Topic<V> topic, String key, @Nullable V value) {}
