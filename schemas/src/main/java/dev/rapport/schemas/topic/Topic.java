package dev.rapport.schemas.topic;

import dev.rapport.schemas.Tick;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
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
 * @param retention  how long records are kept; of {@link Cleanup#COMPACT} how long at least those that later ones replaced
 * @param erasure    how an erasure reaches what it holds
 * @param owner      the only module that writes it
 * @param doc        one sentence for the generated reference
 * @param ticks      whether {@link Tick ticks} stand between its values
 */
public record Topic<V extends SpecificRecord>(
        String name,
        Class<V> valueType,
        String key,
        int partitions,
        Cleanup cleanup,
        Duration retention,
        ErasureRoute erasure,
        String owner,
        String doc,
        boolean ticks) {
    /** Property of records that stand beside a topic's own. */
    private static final String OWN_SUBJECT = "ownSubject";

    private static final String TICK = Tick.getClassSchema().getFullName();

    Topic(
            String name,
            Class<V> valueType,
            String key,
            int partitions,
            Cleanup cleanup,
            Duration retention,
            ErasureRoute erasure,
            String owner,
            String doc) {
        this(name, valueType, key, partitions, cleanup, retention, erasure, owner, doc, false);
    }

    Topic<V> withTicks() {
        return new Topic<>(name, valueType, key, partitions, cleanup, retention, erasure, owner, doc, true);
    }

    /**
     * Name under which the schema of a topic's records is registered: {@code <topic>-value}, and for ticks and other records
     * with the property {@code ownSubject} {@code <topic>-<full name>}, so that the topic's own subject never changes its record.
     */
    public static String subject(String topic, Schema schema) {
        var beside = schema.getFullName().equals(TICK) || Boolean.TRUE.equals(schema.getObjectProp(OWN_SUBJECT));
        return topic + "-" + (beside ? schema.getFullName() : "value");
    }

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
        } else if (!retention.isZero()) {
            settings.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(retention.toMillis()));
        }
        return new NewTopic(name, Optional.of(partitionsOverride.orElse(partitions)), Optional.of(replication))
                .configs(Map.copyOf(settings));
    }
}
