package dev.rapport.tuning.outcomes.topics;

import dev.rapport.registry.schema.KafkaSchemaRegistry;
import dev.rapport.runtime.registry.HttpSchemaRegistry;
import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.tuning.outcomes.OutcomeLedger;
import dev.rapport.tuning.outcomes.OutcomePairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pipeline's outcomes: as many records as were there at the start, whatever is written meanwhile. Records that
 * cannot be read are passed over and told of; a consent that cannot be read is taken for a withdrawal, as by the worker, and a profile for a deleted one.
 */
public final class OutcomeTopics {
    private static final List<Topic<?>> ALL = List.of(
            Topics.CONVERSIONS,
            Topics.REPLIES,
            Topics.PROMPTS,
            Topics.DECISIONS,
            Topics.CONSENTS,
            Topics.ERASURES,
            Topics.PROFILES);
    /** Where schemas are when there is no registry. */
    private static final String SCHEMAS = "_schemas";

    private final TopicReader reader;
    private final AvroSerdes serdes;
    private final Consumer<String> notes;

    private OutcomeTopics(TopicReader reader, AvroSerdes serdes, Consumer<String> notes) {
        this.reader = reader;
        this.serdes = serdes;
        this.notes = notes;
    }

    /**
     * Reads everything.
     *
     * @param requiredConsents categories that a customer has to have granted, besides that of the campaign
     * @param notes            told in one line how far it is
     * @throws TopicsAwayException when broker, registry or a topic is not there
     */
    public static OutcomePairs read(PipelineAddress from, Set<String> requiredConsents, Consumer<String> notes) {
        var topics = new ArrayList<>(ALL.stream().map(Topic::name).toList());
        if (from.registryUrl().isEmpty()) {
            topics.add(SCHEMAS);
        }
        var ledger = new OutcomeLedger(requiredConsents);
        try (var reader = new TopicReader(from.kafka(), topics, notes, System::nanoTime)) {
            if (from.registryUrl().isPresent()) {
                var registry = new HttpSchemaRegistry(from.registryUrl().get());
                new OutcomeTopics(reader, new AvroSerdes(registry), notes).readInto(ledger);
            } else {
                try (var registry = KafkaSchemaRegistry.open(from.kafka())) {
                    new OutcomeTopics(reader, new AvroSerdes(registry), notes).readInto(ledger);
                }
            }
        } catch (SchemaRegistryException | KafkaException e) {
            throw new TopicsAwayException(
                    "cannot read the schemas of " + from.kafka().bootstrapServers() + ": " + e.getMessage(), e);
        }
        return ledger.pairs();
    }

    /** In the order that the ledger asks for. */
    private void readInto(OutcomeLedger ledger) {
        read(Topics.CONVERSIONS, (key, conversion) -> ifThere(conversion, ledger::converted));
        read(Topics.REPLIES, (key, reply) -> ifThere(reply, ledger::replied));
        read(Topics.PROMPTS, (key, prompt) -> ifThere(prompt, ledger::prompted));
        read(Topics.DECISIONS, (key, decision) -> ifThere(decision, ledger::decided));
        read(Topics.CONSENTS, ledger::consented, ledger::unreadableConsent);
        read(Topics.ERASURES, (key, erasure) -> ifThere(erasure, ledger::erased), OutcomeTopics::unknownErasure);
        read(Topics.PROFILES, ledger::known, key -> ledger.known(key, null));
    }

    private static <V> void ifThere(@Nullable V value, Consumer<V> take) {
        if (value != null) {
            take.accept(value);
        }
    }

    private static void unknownErasure(String key) {
        throw new TopicsAwayException(
                Topics.ERASURES.name() + ": a record cannot be read, so it is unknown whose data must be left out",
                null);
    }

    private <V extends SpecificRecord> void read(Topic<V> topic, BiConsumer<String, @Nullable V> take) {
        read(topic, take, key -> {});
    }

    private <V extends SpecificRecord> void read(
            Topic<V> topic, BiConsumer<String, @Nullable V> take, Consumer<String> unreadable) {
        var deserializer = serdes.value(topic).deserializer();
        var unread = new long[1];
        reader.read(topic, record -> {
            @Nullable V value;
            try {
                value = deserializer.deserialize(record.topic(), record.value());
            } catch (SerializationException e) {
                unread[0]++;
                if (record.key() != null) {
                    unreadable.accept(record.key());
                }
                return;
            }
            if (record.key() != null) {
                take.accept(record.key(), value);
            }
        });
        if (unread[0] > 0) {
            notes.accept(topic.name() + ": " + unread[0] + " records cannot be read and are passed over");
        }
    }
}
