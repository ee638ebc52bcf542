package dev.rapport.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.registry.TestingRegistry;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadLettersTest {
    private static final String APPLICATION = "rapport-testing";
    private static final byte[] GARBAGE = {1, 2, 3};

    @TempDir
    Path stateDir;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestingRegistry registry = new TestingRegistry();
    private final AvroSerdes serdes = new AvroSerdes(registry);
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> input;
    private TestOutputTopic<String, String> output;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    @BeforeEach
    void startTopology() {
        var config = new Properties();
        config.putAll(StreamsRunner.config(
                APPLICATION,
                KafkaConnection.to("unused:9092"),
                new StreamsTuning(1, Duration.ofMillis(100), stateDir),
                meters));
        // Under exactly-once the driver forgets what is sent while bytes are read; StreamsRunnerIT has the real thing.
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(topology(), config);
        input = driver.createInputTopic(Topics.CATALOG.name(), new StringSerializer(), new ByteArraySerializer());
        output = driver.createOutputTopic("names", new StringDeserializer(), new StringDeserializer());
        deadLetters = driver.createOutputTopic(
                APPLICATION + ".dlq.v1", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stopTopology() {
        driver.close();
    }

    @Test
    void putsBytesThatCannotBeReadAsideAndGoesOn() {
        // When
        input.pipeInput("a", GARBAGE);
        input.pipeInput("b", product("Tea"));
        // Then
        assertThat(deadLetters.readRecordsToList()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(bytes("a"));
            assertThat(letter.value()).isEqualTo(GARBAGE);
            assertThat(header(letter, "__streams.errors.topic")).isEqualTo(Topics.CATALOG.name());
            assertThat(header(letter, "__streams.errors.offset")).isEqualTo("0");
        });
        assertThat(output.readValuesToList()).containsExactly("TEA");
        assertThat(count("deserialization")).isEqualTo(1);
    }

    @Test
    void putsARecordThatOurCodeFailsOnAsideWithItsOriginalBytes() {
        // Given
        var poison = product("poison");
        // When
        input.pipeInput("a", poison);
        input.pipeInput("b", product("Tea"));
        // Then
        assertThat(deadLetters.readRecordsToList()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(bytes("a"));
            assertThat(letter.value()).isEqualTo(poison);
            assertThat(header(letter, "__streams.errors.exception")).contains("IllegalStateException");
        });
        assertThat(output.readValuesToList()).containsExactly("TEA");
        assertThat(count("processing")).isEqualTo(1);
    }

    @Test
    void putsARecordAsideThatWouldWriteOneTooLargeForKafka() {
        // Given
        var huge = product("huge");
        // When
        input.pipeInput("a", huge);
        input.pipeInput("b", product("Tea"));
        // Then
        assertThat(deadLetters.readRecordsToList()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(bytes("a"));
            assertThat(letter.value()).isEqualTo(huge);
        });
        assertThat(output.readValuesToList()).containsExactly("HUGE", "TEA");
        assertThat(count("production")).isEqualTo(1);
    }

    @Test
    void stopsWhenARecordCannotBeWrittenForAnotherReason() {
        assertThatThrownBy(() -> input.pipeInput("a", product("unwritable")))
                .hasStackTraceContaining("Unable to serialize");
    }

    @Test
    void stopsInsteadOfBlamingTheRecordWhenTheRegistryIsAway() {
        // Given
        var good = product("Tea");
        registry.setAway(true);
        // Then
        assertThatThrownBy(() -> input.pipeInput("a", good)).hasStackTraceContaining("the registry is away");
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void stopsInsteadOfBlamingTheRecordWhenAStoreFails() {
        assertThatThrownBy(() -> input.pipeInput("a", product("broken-disk"))).hasStackTraceContaining("disk is full");
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    private Topology topology() {
        var names = NodeNames.root("testing");
        var builder = new StreamsBuilder();
        var products =
                builder.stream(Topics.CATALOG.name(), serdes.consumed(Topics.CATALOG, names.of("read-products")));
        products.filter((id, product) -> product.getName().endsWith("e"), Named.as(names.of("keep-copied")))
                .mapValues(DeadLettersTest::copy, Named.as(names.of("copy-product")))
                .to("copies", serdes.produced(Topics.CATALOG, names.of("write-copies")));
        products.mapValues(DeadLettersTest::shout, Named.as(names.of("shout-name")))
                .to("names", Produced.with(Serdes.String(), Serdes.String()).withName(names.of("write-names")));
        return builder.build();
    }

    private static CatalogProduct copy(CatalogProduct product) {
        return switch (product.getName()) {
            case "huge" ->
                CatalogProduct.newBuilder(product)
                        .setCategory("x".repeat(1 << 20))
                        .build();
            // Avro refuses a record without what it requires.
            case "unwritable" -> new CatalogProduct();
            default -> product;
        };
    }

    private static String shout(CatalogProduct product) {
        return switch (product.getName()) {
            case "poison" -> throw new IllegalStateException("our bug");
            case "broken-disk" -> throw new InvalidStateStoreException("disk is full");
            default -> product.getName().toUpperCase(java.util.Locale.ROOT);
        };
    }

    private byte[] product(String name) {
        var product = CatalogProduct.newBuilder()
                .setProductId("sku")
                .setName(name)
                .setCategory("food")
                .setPrice(new Money(100L, "EUR"))
                .build();
        return serdes.value(Topics.CATALOG).serializer().serialize(Topics.CATALOG.name(), product);
    }

    private double count(String stage) {
        return meters.get("rapport.dead.letters")
                .tag("topic", Topics.CATALOG.name())
                .tag("stage", stage)
                .counter()
                .count();
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return new String(header.value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
