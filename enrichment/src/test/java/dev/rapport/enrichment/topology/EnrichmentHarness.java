package dev.rapport.enrichment.topology;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.RelatedProducts;
import dev.rapport.schemas.Suppression;
import dev.rapport.schemas.Tick;
import dev.rapport.schemas.id.EventKeys;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.topology.TopologyHarness;
import dev.rapport.testkit.topology.TopologyKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The enrichment topology, fed with captured events under the keys that capture gives them. */
final class EnrichmentHarness implements AutoCloseable {
    private static final EventKeys KEYS = new EventKeys(Customers::of);

    private static final Set<String> GLOBAL =
            Set.of(StateStores.CAMPAIGNS, StateStores.CATALOG, StateStores.SUPPRESSIONS, StateStores.RELATED);

    private static final String TO_LEARN = "rapport-enrichment-sessions-to-learn-repartition";
    private static final Instant END_OF_TIME = Instant.parse("2100-01-01T00:00:00Z");

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyHarness topology = TopologyHarness.start(
            "rapport-enrichment", serdes -> new EnrichmentTopology(serdes, EnrichmentConfig.DEFAULT, meters).build());

    void capture(CapturedEvent.Builder event) {
        capture(event.build());
    }

    void capture(CapturedEvent event) {
        pipe(Topics.EVENTS_CAPTURED, KEYS.of(event), event);
    }

    <V extends SpecificRecord> void pipe(Topic<V> topic, String key, @Nullable V value) {
        topology.pipe(topic, key, value);
    }

    <V extends SpecificRecord> void pipe(Topic<V> topic, String key, @Nullable V value, Headers headers) {
        topology.pipe(topic, key, value, headers);
    }

    void pipeBytes(Topic<?> topic, String key, byte[] value) {
        topology.pipeBytes(topic, key, value);
    }

    <V extends SpecificRecord> List<V> drain(Topic<V> topic) {
        return topology.drain(topic);
    }

    <V extends SpecificRecord> List<TestRecord<String, V>> records(Topic<V> topic) {
        return topology.drainRecords(topic);
    }

    /** What was told of time since the topic was last drained; drains the events between, too. */
    List<Tick> ticks() {
        return topology
                .driver()
                .createOutputTopic(
                        Topics.EVENTS_ENRICHED.name(),
                        new StringDeserializer(),
                        topology.serdes().withTicks(EnrichedEvent.class).deserializer())
                .readValuesToList()
                .stream()
                .filter(Tick.class::isInstance)
                .map(Tick.class::cast)
                .toList();
    }

    /** A tick of a source with one partition. */
    void tick(Instant at) {
        tick(0, 1, at);
    }

    void tick(int sourcePartition, int sourcePartitions, Instant at) {
        for (var empty = 1; empty < sourcePartitions; empty++) {
            // All customers are in one partition here, as many others as the source has are complete.
            pipe(TO_LEARN, new Tick(empty, END_OF_TIME, sourcePartitions));
        }
        pipe(Topics.EVENTS_CAPTURED.name(), new Tick(sourcePartition, at, sourcePartitions));
    }

    private void pipe(String topic, Tick tick) {
        topology.driver()
                .createInputTopic(
                        topic, new StringSerializer(), topology.serdes().<Tick>serializer())
                .pipeInput("", tick);
    }

    /** Keys of all topics and stores; drains the topics. */
    Map<String, Set<String>> keys() {
        return TopologyKeys.of(topology);
    }

    /**
     * The same state in a process that starts: its stores as their changelogs have them, global topics read from their
     * beginning. This harness is closed.
     *
     * @param control pipes the accepted campaigns and products
     */
    EnrichmentHarness restarted(Consumer<EnrichmentHarness> control) {
        var next = new EnrichmentHarness();
        control.accept(next);
        var from = topology.driver();
        from.<String, Suppression>getKeyValueStore(StateStores.SUPPRESSIONS)
                .all()
                .forEachRemaining(known -> next.pipe(Topics.SUPPRESSIONS_ACCEPTED, known.key, known.value));
        from.<String, RelatedProducts>getKeyValueStore(StateStores.RELATED)
                .all()
                .forEachRemaining(known -> next.pipe(Topics.RECOMMENDATIONS, known.key, known.value));
        for (var name : from.getAllStateStores().keySet()) {
            if (!GLOBAL.contains(name)) {
                next.topology.copyStore(topology, name);
            }
        }
        close();
        return next;
    }

    List<byte[]> deadLetters() {
        return topology.drainDeadLetters().stream().map(TestRecord::value).toList();
    }

    double deadLetterCount() {
        return topology.meters().get("rapport.dead.letters").counter().count();
    }

    double deadLetterCount(Topic<?> topic) {
        return topology.meters()
                .get("rapport.dead.letters")
                .tag("topic", topic.name())
                .counter()
                .count();
    }

    /** Value of a counter with one tag. */
    double count(String name, String tag, String value) {
        return meters.get(name).tag(tag, value).counter().count();
    }

    /** Value of a counter without tags. */
    double count(String name) {
        return meters.get(name).counter().count();
    }

    @Override
    public void close() {
        topology.close();
        meters.close();
    }
}
