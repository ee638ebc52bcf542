package dev.rapport.testkit.topology;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.runtime.streams.StreamsTuning;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.record.Records;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * One topology with the settings it has in production save transactions, without broker and threads: what is piped in has gone all the
 * way through when the call returns. Records carry the append time, as on our topics; it starts at {@link Records#NOW}
 * and moves with {@link #advance}. Event time is in the values. Not thread-safe.
 */
public final class TopologyHarness implements AutoCloseable {
    private static final String UNUSED_BOOTSTRAP = "unused:9092";

    private final String applicationId;
    private final AvroSerdes serdes = new AvroSerdes(new FakeSchemaRegistry());
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Path stateDir;
    private final TopologyTestDriver driver;
    private Instant now = Records.NOW;

    private TopologyHarness(String applicationId, Path stateDir, Function<AvroSerdes, Topology> topology) {
        this.applicationId = applicationId;
        this.stateDir = stateDir;
        var config = new Properties();
        config.putAll(StreamsRunner.config(
                applicationId,
                KafkaConnection.to(UNUSED_BOOTSTRAP),
                new StreamsTuning(1, Duration.ofMillis(100), stateDir),
                meters));
        // In a transaction the driver's producer forgets dead letters of records that could not be read.
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        this.driver = new TopologyTestDriver(topology.apply(serdes), config, now);
    }

    /**
     * Starts a topology.
     *
     * @param applicationId the one it has in production
     * @param topology      builds it with serdes over a registry in memory
     */
    public static TopologyHarness start(String applicationId, Function<AvroSerdes, Topology> topology) {
        try {
            return new TopologyHarness(applicationId, Files.createTempDirectory("rapport-topology"), topology);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One record in; a null value is a tombstone. */
    public <V extends SpecificRecord> void pipe(Topic<V> topic, String key, @Nullable V value) {
        pipe(topic, key, value, new RecordHeaders());
    }

    /** One record in, with headers. */
    public <V extends SpecificRecord> void pipe(Topic<V> topic, String key, @Nullable V value, Headers headers) {
        driver.createInputTopic(topic.name(), new StringSerializer(), serdes.<V>serializer())
                .pipeInput(new TestRecord<>(key, value, headers, now));
    }

    /** Bytes that may be no record at all. */
    public void pipeBytes(Topic<?> topic, String key, byte[] value) {
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, now));
    }

    /** The values written to a topic since it was last drained, in order, without tombstones. */
    public <V extends SpecificRecord> List<V> drain(Topic<V> topic) {
        var values = new ArrayList<V>();
        for (var record : drainRecords(topic)) {
            var value = record.value();
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** The records written to a topic since it was last drained, in order, with keys, headers and tombstones. */
    public <V extends SpecificRecord> List<TestRecord<String, V>> drainRecords(Topic<V> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        new StringDeserializer(),
                        serdes.value(topic).deserializer())
                .readRecordsToList();
    }

    /** What went to the dead letters since they were last drained: raw key and value, error headers. */
    public List<TestRecord<byte[], byte[]>> drainDeadLetters() {
        return driver.createOutputTopic(
                        Topics.deadLetters(applicationId), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** Moves the wall clock, and with it append time and wall-clock punctuations. */
    public void advance(Duration step) {
        now = now.plus(step);
        driver.advanceWallClockTime(step);
    }

    /** Puts what a store holds elsewhere into the one of that name here, as its changelog would. */
    public void copyStore(TopologyHarness from, String name) {
        var windows = from.driver.<Object, Object>getWindowStore(name);
        if (windows != null) {
            var copy = driver.<Object, Object>getWindowStore(name);
            try (var entries = windows.all()) {
                entries.forEachRemaining(entry -> copy.put(
                        entry.key.key(), entry.value, entry.key.window().start()));
            }
            return;
        }
        var copy = driver.<Object, Object>getKeyValueStore(name);
        try (var entries = from.driver.<Object, Object>getKeyValueStore(name).all()) {
            entries.forEachRemaining(entry -> copy.put(entry.key, entry.value));
        }
    }

    /** The driver, for state stores and metrics of Streams. */
    public TopologyTestDriver driver() {
        return driver;
    }

    /** Meters of the Streams runtime, dead letters among them. */
    public MeterRegistry meters() {
        return meters;
    }

    /** The serdes that the topology was built with. */
    public AvroSerdes serdes() {
        return serdes;
    }

    @Override
    public void close() {
        driver.close();
        try (var paths = Files.walk(stateDir)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
