package dev.rapport.inference.stream;

import static dev.rapport.testkit.record.Records.aConsentChange;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;

import dev.rapport.registry.schema.KafkaSchemaRegistry;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.record.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes prompts and reads what became visible. */
public final class TestingPrompts implements AutoCloseable {
    private final KafkaConnection kafka;
    private final KafkaSchemaRegistry registry;
    private final AvroSerdes serdes;
    private final KafkaProducer<String, byte[]> producer;

    public TestingPrompts(KafkaConnection kafka) {
        this.kafka = kafka;
        registry = KafkaSchemaRegistry.open(kafka);
        serdes = new AvroSerdes(registry);
        producer = new KafkaProducer<>(kafka.producer("testing"), new StringSerializer(), new ByteArraySerializer());
    }

    AvroSerdes serdes() {
        return serdes;
    }

    /** Prompts {@code p<from>} to before {@code p<to>}, of 20 customers in turn. */
    public void write(int from, int to) {
        write(IntStream.range(from, to)
                .mapToObj(n -> aPrompt()
                        .setPromptId("p" + n)
                        .setCustomerId("customer-" + n % 20)
                        .setText("prompt " + n)
                        .setMustMention(List.of())
                        .build())
                .toList());
    }

    public void write(List<Prompt> prompts) {
        var serializer = serdes.value(Topics.PROMPTS).serializer();
        prompts.forEach(
                prompt -> writeBytes(prompt.getCustomerId(), serializer.serialize(Topics.PROMPTS.name(), prompt)));
    }

    /** What was first seen as one customer is part of another one now. */
    public void merge(String fragmentId, String customerId) {
        var topic = Topics.IDENTITIES.name();
        var identity = Identity.newBuilder()
                .setFragmentId(fragmentId)
                .setCustomerId(customerId)
                .setState(IdentityState.MERGED)
                .setChangedAt(Records.NOW)
                .build();
        var value = serdes.value(Topics.IDENTITIES).serializer().serialize(topic, identity);
        var unused = producer.send(new ProducerRecord<>(topic, fragmentId, value));
        producer.flush();
    }

    /** The customer says no. */
    public void withdraw(String customerId, String category) {
        var topic = Topics.CONSENTS.name();
        var key = ConsentKey.ofCategory(customerId, category);
        var change = aConsentChange()
                .setCustomerId(customerId)
                .setPurpose(key.purpose())
                .setChannel(key.channel())
                .setGranted(false)
                .build();
        var value = serdes.value(Topics.CONSENTS).serializer().serialize(topic, change);
        var unused = producer.send(new ProducerRecord<>(topic, key.text(), value));
        producer.flush();
    }

    public void writeBytes(String key, byte @Nullable [] value) {
        var unused = producer.send(new ProducerRecord<>(Topics.PROMPTS.name(), key, value));
        producer.flush();
    }

    Prompt prompt(byte[] value) {
        return serdes.value(Topics.PROMPTS).deserializer().deserialize(Topics.PROMPTS.name(), value);
    }

    /** Whether everything that was written of replies and dead letters is decided. */
    boolean hasNoOpenTransaction() {
        return Stream.of(Topics.REPLIES.name(), Topics.deadLetters(PromptStream.GROUP))
                .allMatch(topic -> ends(topic, "read_committed").equals(ends(topic, "read_uncommitted")));
    }

    /** Offsets used up: records that are visible, records that are not, and marks of transactions. */
    long offsetsUsed(String topic) {
        return ends(topic, "read_uncommitted").values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Map<TopicPartition, Long> ends(String topic, String isolation) {
        var settings = kafka.consumer("testing", Optional.empty());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList());
        }
    }

    /** All replies that a reader of committed records sees now. */
    public List<Reply> replies() {
        var deserializer = serdes.value(Topics.REPLIES).deserializer();
        return read(Topics.REPLIES.name()).stream()
                .map(record -> deserializer.deserialize(record.topic(), record.value()))
                .toList();
    }

    public List<ConsumerRecord<String, byte[]>> read(String topic) {
        try (var consumer = new KafkaConsumer<>(
                kafka.consumer("testing", Optional.empty()), new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        producer.close();
        registry.close();
    }
}
