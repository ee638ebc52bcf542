package dev.rapport.quickstart.kills;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What enrichment wrote, by topic and key, in its order; ticks, which say how far it has come, are left out.
 *
 * @param records as text
 */
record Outputs(Map<String, Map<String, List<String>>> records) {
    static final List<Topic<?>> TOPICS = List.of(
            Topics.EVENTS_ENRICHED,
            Topics.SESSIONS,
            Topics.PROFILES,
            Topics.CONSENTS,
            Topics.SUPPRESSIONS_ACCEPTED,
            Topics.DECISIONS,
            Topics.PROMPTS);

    static Outputs none() {
        return new Outputs(new TreeMap<>());
    }

    void add(AvroSerdes serdes, ConsumerRecord<String, byte[]> record) {
        var topic = TOPICS.stream()
                .filter(known -> known.name().equals(record.topic()))
                .findFirst()
                .orElseThrow();
        var value = serdes.value(topic).deserializer().deserialize(record.topic(), record.headers(), record.value());
        if (value != null) {
            records.computeIfAbsent(record.topic(), name -> new TreeMap<>())
                    .computeIfAbsent(record.key(), key -> new ArrayList<>())
                    .add(value.toString());
        }
    }

    Map<String, List<String>> decisions() {
        return records.getOrDefault(Topics.DECISIONS.name(), Map.of());
    }

    /** Records of each topic. */
    Map<String, Integer> sizes() {
        var sizes = new TreeMap<String, Integer>();
        records.forEach((topic, byKey) ->
                sizes.put(topic, byKey.values().stream().mapToInt(List::size).sum()));
        return sizes;
    }
}
