package dev.rapport.tuning.outcomes.topics;

import dev.rapport.registry.schema.KafkaSchemaRegistry;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.consent.json.LenientJson;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.registry.HttpSchemaRegistry;
import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.tuning.outcomes.OutcomeLedger;
import dev.rapport.tuning.outcomes.OutcomePairs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pipeline's outcomes: as many records as were there at the start, whatever is written meanwhile. Records that
 * cannot be read are skipped and reported; a consent that cannot be read counts as a withdrawal, as in the worker, and a
 * profile as deleted.
 */
public final class OutcomeTopics {
    private static final List<Topic<?>> ALL = List.of(
            Topics.IDENTITIES,
            Topics.CONVERSIONS,
            Topics.REPLIES,
            Topics.PROMPTS,
            Topics.DECISIONS,
            Topics.CONSENTS,
            Topics.ERASURES,
            Topics.PROFILES);
    /** Where schemas are when there is no registry. */
    private static final String SCHEMAS = "_schemas";

    private final Snapshot snapshot;
    private final AvroSerdes serdes;
    private final Consumer<String> notes;

    private OutcomeTopics(Snapshot snapshot, AvroSerdes serdes, Consumer<String> notes) {
        this.snapshot = snapshot;
        this.serdes = serdes;
        this.notes = notes;
    }

    /**
     * Reads everything.
     *
     * @param settings         {@code kafka.*} and {@code registry.url}, without which the schemas are in a topic; those of
     *                         services may be among them
     * @param requiredConsents categories that a customer must have granted, besides that of the campaign
     * @param notes            progress, a line at a time
     * @throws TopicsAwayException when broker, registry or a topic is not there
     */
    public static OutcomePairs read(Settings settings, Set<String> requiredConsents, Consumer<String> notes) {
        var in = new ConfigReader(settings);
        var kafka = KafkaConnection.from(settings, in);
        var registryUrl = in.optionalText("registry.url", "Schema registry that speaks Confluent's API.");
        var topics = new ArrayList<>(ALL.stream().map(Topic::name).toList());
        if (registryUrl.isEmpty()) {
            topics.add(SCHEMAS);
        }
        var ledger = new OutcomeLedger(requiredConsents, OutcomeTopics::fields);
        try (var snapshot = Snapshot.of(kafka, topics)) {
            if (registryUrl.isPresent()) {
                var registry = new HttpSchemaRegistry(registryUrl.get());
                new OutcomeTopics(snapshot, new AvroSerdes(registry), notes).readInto(ledger);
            } else {
                try (var registry = KafkaSchemaRegistry.open(kafka)) {
                    new OutcomeTopics(snapshot, new AvroSerdes(registry), notes).readInto(ledger);
                }
            }
        } catch (SchemaRegistryException | KafkaException e) {
            throw new TopicsAwayException(
                    "cannot read the schemas of " + kafka.bootstrapServers() + ": " + e.getMessage(), e);
        }
        return ledger.pairs();
    }

    private static Map<String, @Nullable Object> fields(String json) {
        return LenientJson.object(json.getBytes(StandardCharsets.UTF_8));
    }

    /** In the order that the ledger needs. */
    private void readInto(OutcomeLedger ledger) {
        read(Topics.IDENTITIES, ledger::identified, OutcomeTopics::unreadableIdentity);
        read(Topics.CONVERSIONS, (key, conversion) -> ifPresent(conversion, ledger::converted), key -> {});
        read(Topics.REPLIES, (key, reply) -> ifPresent(reply, ledger::replied), key -> {});
        read(Topics.PROMPTS, (key, prompt) -> ifPresent(prompt, ledger::prompted), key -> {});
        read(Topics.DECISIONS, (key, decision) -> ifPresent(decision, ledger::decided), key -> {});
        read(Topics.CONSENTS, ledger::consented, ledger::unreadableConsent);
        read(Topics.ERASURES, (key, erasure) -> ifPresent(erasure, ledger::erased), OutcomeTopics::unreadableErasure);
        read(Topics.PROFILES, ledger::known, ledger::unreadableProfile);
    }

    private static <V> void ifPresent(@Nullable V value, Consumer<V> action) {
        if (value != null) {
            action.accept(value);
        }
    }

    private static void unreadableIdentity(String key) {
        throw new TopicsAwayException(
                Topics.IDENTITIES.name() + ": a record cannot be read, so it is unknown whose withdrawals count", null);
    }

    private static void unreadableErasure(String key) {
        throw new TopicsAwayException(
                Topics.ERASURES.name() + ": a record cannot be read, so it is unknown whose data must be left out",
                null);
    }

    private <V extends SpecificRecord> void read(
            Topic<V> topic, BiConsumer<String, @Nullable V> action, Consumer<String> unreadable) {
        var deserializer = serdes.deserializer(topic.valueType());
        var skipped = new long[1];
        var read = snapshot.read(topic.name(), record -> {
            @Nullable V value;
            try {
                value = deserializer.deserialize(record.topic(), record.value());
            } catch (SerializationException e) {
                skipped[0]++;
                if (record.key() != null) {
                    unreadable.accept(record.key());
                }
                return;
            }
            if (record.key() != null) {
                action.accept(record.key(), value);
            }
        });
        notes.accept(String.format(Locale.ROOT, "%s: %,d records read", topic.name(), read));
        if (skipped[0] > 0) {
            notes.accept(topic.name() + ": " + skipped[0] + " records cannot be read and are skipped");
        }
    }
}
