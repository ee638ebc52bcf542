package dev.rapport.runtime.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.runtime.registry.TestingRegistry;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.Tick;
import dev.rapport.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AvroSerdesTest {
    private static final String TOPIC = "products";
    private static final Product PRODUCT = Product.newBuilder()
            .setProductId("sku-1")
            .setName("Käse 奶酪")
            .setPrice(new Money(1299L, "EUR"))
            .build();

    private final TestingRegistry registry = new TestingRegistry();
    private final AvroSerdes serdes = new AvroSerdes(registry);
    private final Serializer<Product> serializer = serdes.serializer();
    private final Deserializer<Product> deserializer = serdes.deserializer(Product.class);

    @Test
    void readsBackWhatItWrote() {
        assertThat(deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, PRODUCT)))
                .isEqualTo(PRODUCT);
    }

    @Test
    void writesConfluentsWireFormat() throws IOException {
        // Given
        registry.register("other-value", Money.getClassSchema());
        // When
        var bytes = serializer.serialize(TOPIC, PRODUCT);
        // Then
        var id = registry.register(TOPIC + "-value", Product.getClassSchema());
        assertThat(id).isEqualTo(2);
        assertThat(Arrays.copyOf(bytes, 5)).containsExactly(0, 0, 0, 0, 2);
        assertThat(Arrays.copyOfRange(bytes, 5, bytes.length)).isEqualTo(avro(Product.getClassSchema(), PRODUCT));
    }

    @Test
    void writesTheNextRecordWholeAfterOneThatFailed() {
        // Given: what it has comes before the currency that it must have
        var withoutCurrency = new Product("sku-2", "Brot", null, null, new Money(1L, null), 1);
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> serializer.serialize(TOPIC, withoutCurrency));
        // When
        var bytes = serializer.serialize(TOPIC, PRODUCT);
        // Then
        assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(PRODUCT);
    }

    @Test
    void passesTombstonesThrough() {
        assertThat(serializer.serialize(TOPIC, null)).isNull();
        assertThat(deserializer.deserialize(TOPIC, null)).isNull();
    }

    @Test
    void readsRecordsOfAWriterWithAFieldMoreOrLess() throws IOException {
        // Given: a later writer, without the fields that have defaults and with one that we do not know
        var writer = SchemaBuilder.record("Product")
                .namespace("dev.rapport.schemas")
                .fields()
                .requiredString("productId")
                .name("weightGrams")
                .type()
                .longType()
                .longDefault(0)
                .endRecord();
        var record = new GenericData.Record(writer);
        record.put("productId", "sku-2");
        record.put("weightGrams", 250L);
        // When
        var read = deserializer.deserialize(TOPIC, wire(writer, record));
        // Then
        assertThat(read).isEqualTo(Product.newBuilder().setProductId("sku-2").build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "\0\0\0\0", "{\"json\":1}", "\0\0\0\0\1", "\0\0\0\0\1\2", "\0\177\0\0\1abc"})
    void refusesBytesOfAnotherForm(String text) {
        // Given
        serializer.serialize(TOPIC, PRODUCT);
        // Then
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() ->
                        deserializer.deserialize(TOPIC, text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
                .withMessageContaining(TOPIC);
    }

    @Test
    void refusesBytesAfterTheLastField() {
        // Given
        var bytes = serializer.serialize(TOPIC, PRODUCT);
        // Then
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> deserializer.deserialize(TOPIC, Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void refusesARecordOfAnotherType() {
        // Given
        var money = serdes.<Money>serializer().serialize(TOPIC, new Money(1L, "EUR"));
        // Then
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> deserializer.deserialize(TOPIC, money))
                .withMessageContaining("it is a dev.rapport.schemas.Money");
    }

    @Test
    void readsTicksBetweenTheRecordsOfATopic() {
        // Given
        var ticked = serdes.withTicks(Product.class);
        var tick = Tick.newBuilder().setSourcePartition(3).setAt(Instant.EPOCH).build();
        // When
        var written = Stream.of(PRODUCT, tick)
                .map(value -> ticked.serializer().serialize(TOPIC, value))
                .toList();
        // Then
        assertThat(written)
                .extracting(bytes -> ticked.deserializer().deserialize(TOPIC, bytes))
                .containsExactly(PRODUCT, tick);
        assertThat(registry.subjects()).containsExactly("products-dev.rapport.schemas.Tick", "products-value");
    }

    @Test
    void readsATickAsNoValueWhereOnlyValuesAreWanted() {
        // Given
        var enriched = Topics.EVENTS_ENRICHED;
        var tick = Tick.newBuilder().setAt(Instant.EPOCH).build();
        var bytes = serdes.<Tick>serializer().serialize(enriched.name(), tick);
        // When
        var value = serdes.value(enriched).deserializer().deserialize(enriched.name(), bytes);
        // Then
        assertThat(value).isNull();
    }

    @Test
    void registersEveryRecordOfATopic() {
        // When
        serdes.register(Topics.EVENTS_CAPTURED);
        serdes.register(Topics.CONSENTS);
        // Then
        assertThat(registry.subjects())
                .containsExactly(
                        "rapport.consents.v1-value",
                        "rapport.events.captured.v1-dev.rapport.schemas.Tick",
                        "rapport.events.captured.v1-value");
    }

    @Test
    void answersGarbageWithSerializationExceptionOnlySeed42() {
        // Given
        var random = new Random(42);
        var header = Arrays.copyOf(serializer.serialize(TOPIC, PRODUCT), 5);
        for (var round = 0; round < 20_000; round++) {
            var garbage = new byte[random.nextInt(60)];
            random.nextBytes(garbage);
            var bytes = ByteBuffer.allocate(5 + garbage.length)
                    .put(header)
                    .put(garbage)
                    .array();
            // When
            try {
                deserializer.deserialize(TOPIC, bytes);
            } catch (SerializationException e) {
                // Then: nothing else gets out, no matter what the bytes say
                assertThat(e).hasMessageContaining("schema id 1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 409, 429, 40401, 50001})
    void doesNotBlameTheRecordWhenTheRegistryRefuses(int errorCode) {
        // Given
        var bytes = serializer.serialize(TOPIC, PRODUCT);
        registry.refuse(errorCode);
        // Then
        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> deserializer.deserialize(TOPIC, bytes));
    }

    @Test
    void doesNotBlameTheRecordWhenTheRegistryIsAway() {
        // Given
        var bytes = serializer.serialize(TOPIC, PRODUCT);
        registry.setAway(true);
        // Then
        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> deserializer.deserialize(TOPIC, bytes));
        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> serdes.<Product>serializer().serialize(TOPIC, PRODUCT));
    }

    @Test
    void refusesToWriteARecordWithoutARequiredField() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> serdes.<CatalogProduct>serializer().serialize(TOPIC, new CatalogProduct()));
    }

    @Test
    void isSafeForSeveralThreads() {
        // When
        var copies = IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(n ->
                        Product.newBuilder(PRODUCT).setProductId("sku-" + n).build())
                .filter(product ->
                        product.equals(deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, product))))
                .count();
        // Then
        assertThat(copies).isEqualTo(20_000);
    }

    private byte[] wire(Schema schema, Object record) throws IOException {
        var body = avro(schema, record);
        var id = registry.register(TOPIC + "-value", schema);
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    private static byte[] avro(Schema schema, Object record) throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
