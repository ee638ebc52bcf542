package dev.rapport.ingestion.enrichment.topology;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.runtime.streams.StreamsTuning;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology with the settings it runs with, driven record by record. */
final class EnrichmentHarness implements AutoCloseable {
    static final String APPLICATION = "rapport-enrichment";

    private final AvroSerdes serdes = new AvroSerdes(new TestingSchemaRegistry());
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;

    EnrichmentHarness(Path stateDir) {
        var topology = new EnrichmentTopology(serdes, EnrichmentConfig.DEFAULT, meters).build();
        var config = new Properties();
        config.putAll(StreamsRunner.config(
                APPLICATION,
                KafkaConnection.to("nowhere:9092"),
                new StreamsTuning(1, Duration.ofMillis(100), stateDir),
                meters));
        // The driver's producer forgets what a transaction held that no processed record committed: dead letters.
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(topology, config);
    }

    /** Captures an event under the key that capture gives it. */
    void capture(CapturedEvent event) {
        var key = event.getAnonymousId() != null ? event.getAnonymousId() : event.getUserId();
        pipe(Topics.EVENTS_CAPTURED, key, event);
    }

    void capture(CapturedEvent.Builder event) {
        capture(event.build());
    }

    <V extends SpecificRecord> void pipe(Topic<V> topic, String key, V value) {
        driver.createInputTopic(topic.name(), new StringSerializer(), serdes.<V>serializer())
                .pipeInput(key, value);
    }

    void pipeBytes(Topic<?> topic, String key, byte[] value) {
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, value);
    }

    /** What was written to a topic since it was last asked. */
    <V extends SpecificRecord> List<V> drain(Topic<V> topic) {
        return records(topic).stream().map(TestRecord::value).toList();
    }

    <V extends SpecificRecord> List<TestRecord<String, V>> records(Topic<V> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), serdes.deserializer(topic.valueType()))
                .readRecordsToList();
    }

    List<byte[]> deadLetters() {
        return driver.createOutputTopic(
                        Topics.deadLetters(APPLICATION), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }

    /** Value of a counter with one tag. */
    double count(String name, String tag, String value) {
        return meters.get(name).tag(tag, value).counter().count();
    }

    double count(String name) {
        return meters.get(name).counter().count();
    }

    @Override
    public void close() {
        driver.close();
        meters.close();
    }
}
