package dev.rapport.tuning.app;

import static dev.rapport.testkit.record.Records.aConsentChange;
import static dev.rapport.testkit.record.Records.aConversion;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.aProfile;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aReply;

import dev.rapport.registry.schema.KafkaSchemaRegistry;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Credit;
import dev.rapport.schemas.Erasure;
import dev.rapport.schemas.ErasureStatus;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.record.Records;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes what the services of a pipeline would have written: customers called Ada, and what became of the replies to them. */
final class TestingPipeline implements AutoCloseable {
    private final KafkaSchemaRegistry schemas;
    private final AvroSerdes serdes;
    private final KafkaProducer<String, byte[]> producer;

    TestingPipeline(TestingKafka kafka) {
        kafka.freshTopics(
                Topics.IDENTITIES,
                Topics.CONVERSIONS,
                Topics.REPLIES,
                Topics.PROMPTS,
                Topics.DECISIONS,
                Topics.CONSENTS,
                Topics.ERASURES,
                Topics.PROFILES);
        var connection = KafkaConnection.to(kafka.bootstrapServers());
        schemas = KafkaSchemaRegistry.open(connection);
        serdes = new AvroSerdes(schemas);
        var settings = connection.producer("testing");
        settings.put("transactional.id", kafka.unique("testing-pipeline"));
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** One reply to a customer that led to a conversion, all of it committed. */
    void converted(String customer) {
        converted(customer, reply -> reply);
    }

    void fallback(String customer) {
        converted(customer, reply -> reply.setOutcome(ReplyOutcome.FALLBACK).setText("A fallback, Ada."));
    }

    private void converted(String customer, UnaryOperator<Reply.Builder> change) {
        producer.beginTransaction();
        send(
                Topics.CONVERSIONS,
                customer,
                aConversion()
                        .setConversionId("v-" + customer)
                        .setCustomerId(customer)
                        .setCredits(List.of(new Credit(promptOf(customer), "c", "c", "a", "last", 1_000_000L)))
                        .build());
        writtenTo(customer, change);
        producer.commitTransaction();
    }

    /** A reply that nothing came of. */
    void ignored(String customer) {
        producer.beginTransaction();
        writtenTo(customer, reply -> reply);
        producer.commitTransaction();
    }

    /** A conversion that was never committed. */
    void abortedConversion(String customer) {
        ignored(customer);
        producer.beginTransaction();
        send(
                Topics.CONVERSIONS,
                customer,
                aConversion()
                        .setConversionId("v-" + customer)
                        .setCustomerId(customer)
                        .setCredits(List.of(new Credit(promptOf(customer), "c", "c", "a", "last", 1_000_000L)))
                        .build());
        producer.flush();
        producer.abortTransaction();
    }

    void withdrawn(String customer) {
        producer.beginTransaction();
        send(
                Topics.CONSENTS,
                ConsentKey.ofCategory(customer, "marketing").text(),
                aConsentChange().setCustomerId(customer).setGranted(false).build());
        producer.commitTransaction();
    }

    void erased(String customer) {
        producer.beginTransaction();
        send(
                Topics.ERASURES,
                "e-" + customer,
                Erasure.newBuilder()
                        .setErasureId("e-" + customer)
                        .setCustomerId(customer)
                        .setStatus(ErasureStatus.REQUESTED)
                        .setRequestedAt(Records.NOW)
                        .build());
        producer.commitTransaction();
    }

    void forgotten(String customer) {
        producer.beginTransaction();
        send(Topics.PROFILES, customer, null);
        producer.commitTransaction();
    }

    private void writtenTo(String customer, UnaryOperator<Reply.Builder> change) {
        send(Topics.PROFILES, customer, aProfile().setCustomerId(customer).build());
        send(
                Topics.CONSENTS,
                ConsentKey.ofCategory(customer, "marketing").text(),
                aConsentChange().setCustomerId(customer).build());
        send(
                Topics.DECISIONS,
                customer,
                aDecision()
                        .setCustomerId(customer)
                        .setPromptId(promptOf(customer))
                        .setPropensity(0.5)
                        .build());
        send(
                Topics.PROMPTS,
                customer,
                aPrompt()
                        .setPromptId(promptOf(customer))
                        .setCustomerId(customer)
                        .setText("task: recommend\nlanguage: en\nname: Ada\nproduct: Aurora Lamp\nreply:")
                        .build());
        send(
                Topics.REPLIES,
                customer,
                change.apply(aReply().setPromptId(promptOf(customer))
                                .setCustomerId(customer)
                                .setText("Hi Ada, the Aurora Lamp would suit your desk."))
                        .build());
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, String key, @Nullable V value) {
        var bytes = value == null ? null : serdes.<V>serializer().serialize(topic.name(), value);
        var unused = producer.send(new ProducerRecord<>(topic.name(), key, bytes));
    }

    private static String promptOf(String customer) {
        return "prompt-of-" + customer;
    }

    @Override
    public void close() {
        producer.close();
        schemas.close();
    }
}
