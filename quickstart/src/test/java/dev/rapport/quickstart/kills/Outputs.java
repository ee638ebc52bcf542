package dev.rapport.quickstart.kills;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What enrichment wrote, by topic and key, in its order; ticks, which say how far it has come, are left out.
 *
 * @param records as text, with a digest of the bytes
 */
record Outputs(Map<String, Map<String, List<String>>> records) {
    static final List<Topic<?>> TOPICS = List.of(
            Topics.EVENTS_ENRICHED,
            Topics.SESSIONS,
            Topics.PROFILES,
            Topics.CONSENTS,
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
        if (record.value() == null) {
            add(record, "tombstone");
            return;
        }
        var value = serdes.value(topic).deserializer().deserialize(record.topic(), record.headers(), record.value());
        if (value != null) {
            add(record, value + " " + UUID.nameUUIDFromBytes(record.value()));
        }
    }

    private void add(ConsumerRecord<String, byte[]> record, String written) {
        records.computeIfAbsent(record.topic(), name -> new TreeMap<>())
                .computeIfAbsent(record.key(), key -> new ArrayList<>())
                .add(written);
    }

    int decisions() {
        return sizes().getOrDefault(Topics.DECISIONS.name(), 0);
    }

    /** The first record of each key that is another one there, or is only on one side: few, and readable. */
    List<String> differences(Outputs other) {
        var differences = new ArrayList<String>();
        for (var topic : TOPICS) {
            var mine = records.getOrDefault(topic.name(), Map.of());
            var theirs = other.records.getOrDefault(topic.name(), Map.of());
            var keys = new TreeSet<>(mine.keySet());
            keys.addAll(theirs.keySet());
            for (var key : keys) {
                var one = mine.getOrDefault(key, List.of());
                var two = theirs.getOrDefault(key, List.of());
                if (!one.equals(two)) {
                    var at = firstDifference(one, two);
                    differences.add(topic.name() + " " + key + " record " + at + " of " + one.size() + " and "
                            + two.size() + ":\n" + at(one, at) + "\n" + at(two, at));
                }
            }
        }
        return differences;
    }

    private static int firstDifference(List<String> one, List<String> two) {
        var at = 0;
        while (at < one.size() && at < two.size() && one.get(at).equals(two.get(at))) {
            at++;
        }
        return at;
    }

    private static String at(List<String> records, int index) {
        return index < records.size() ? records.get(index) : "none";
    }

    /** Records of each topic. */
    Map<String, Integer> sizes() {
        var sizes = new TreeMap<String, Integer>();
        records.forEach((topic, byKey) ->
                sizes.put(topic, byKey.values().stream().mapToInt(List::size).sum()));
        return sizes;
    }
}
