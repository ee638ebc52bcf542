package dev.rapport.testkit.topology;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** All keys of a topology, for tests of what may stand in them. */
public final class TopologyKeys {
    private TopologyKeys() {}

    /**
     * Keys by the name of their topic or store: of what was written to every topic since it was last drained, repartition topics and
     * changelogs included, and of every store. A key that is no text stands as one byte a character.
     */
    public static Map<String, Set<String>> of(TopologyHarness harness) {
        var keys = new TreeMap<String, Set<String>>();
        var driver = harness.driver();
        driver.getAllStateStores().forEach((name, store) -> keys.computeIfAbsent(name, none -> new TreeSet<>())
                .addAll(of(store)));
        driver.producedTopicNames().forEach(topic -> keys.computeIfAbsent(topic, none -> new TreeSet<>())
                .addAll(of(driver, topic)));
        return keys;
    }

    private static Set<String> of(TopologyTestDriver driver, String topic) {
        var keys = new TreeSet<String>();
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(record -> {
                    if (record.key() != null) {
                        keys.add(new String(record.key(), StandardCharsets.ISO_8859_1));
                    }
                });
        return keys;
    }

    private static Set<String> of(StateStore store) {
        var keys = new TreeSet<String>();
        if (store instanceof KeyValueStore<?, ?> byKey) {
            try (var entries = byKey.all()) {
                entries.forEachRemaining(entry -> keys.add(String.valueOf(entry.key)));
            }
        } else if (store instanceof WindowStore<?, ?> windows) {
            try (var entries = windows.all()) {
                entries.forEachRemaining(entry -> keys.add(String.valueOf(entry.key.key())));
            }
        } else {
            throw new IllegalArgumentException("keys of " + store.getClass() + " cannot be listed");
        }
        return keys;
    }
}
