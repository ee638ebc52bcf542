package dev.rapport.schemas.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as a typed value. Keys are always UTF-8 strings; {@code key} says which.
 *
 * @param name       {@code rapport.<dataset>.<state>.v<N>}
 * @param valueType  Avro record of the values
 * @param key        what the key is, in words
 * @param partitions partitions when the operator does not say otherwise, at least 1
 * @param cleanup    what happens to old records
 * @param retention  how long records are kept; ignored for {@link Cleanup#COMPACT}
 * @param owner      the only module that writes it
 * @param doc        one sentence for the generated reference
 */
public record Topic<V extends SpecificRecord>(
        String name,
        Class<V> valueType,
        String key,
        int partitions,
        Cleanup cleanup,
        Duration retention,
        String owner,
        String doc) {

    /**
     * The topic as the admin client creates it. Append time is used throughout: event time lives in the values, and
     * records of old events must not be deleted by a retention that compares their timestamp with today.
     *
     * @param partitionsOverride partitions instead of the catalogue's
     * @param replication        copies of every partition, at least 1
     */
    public NewTopic newTopic(Optional<Integer> partitionsOverride, short replication) {
        var settings = new HashMap<String, String>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.policy());
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        if (cleanup == Cleanup.DELETE) {
            settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        }
        return new NewTopic(name, Optional.of(partitionsOverride.orElse(partitions)), Optional.of(replication))
                .configs(Map.copyOf(settings));
    }
}
