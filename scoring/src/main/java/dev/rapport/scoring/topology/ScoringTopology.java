package dev.rapport.scoring.topology;

import static dev.rapport.schemas.topic.Topics.CONVERSIONS;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.EVENTS_REJECTED;
import static dev.rapport.schemas.topic.Topics.EXPERIMENTS;
import static dev.rapport.schemas.topic.Topics.EXPOSURES;
import static dev.rapport.schemas.topic.Topics.IDENTITIES;
import static dev.rapport.schemas.topic.Topics.METRICS;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.schemas.topic.Topics.TOUCHPOINTS;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.merge.Merges;
import dev.rapport.scoring.metric.KeptWindows;
import dev.rapport.scoring.metric.MetricKey;
import dev.rapport.scoring.state.Exposures;
import dev.rapport.scoring.state.Goals;
import dev.rapport.scoring.state.Prompts;
import dev.rapport.scoring.state.Sessions;
import dev.rapport.scoring.state.Touchpoints;
import dev.rapport.scoring.state.Transfer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Events, decisions and replies of a customer in; conversions, and changes of metrics and moments that are added up by key,
 * out. A history per customer makes the result independent of the order in which the topics are read, those of identities
 * among them: customers who are merged send what is remembered of them to the one who stays.
 */
public final class ScoringTopology {
    /** What is added to first; a sum takes its key from the change. */
    private static final ArmMoments NOBODY = new ArmMoments("", "", "", 0L, 0L, List.of());

    private static final String TRANSFERS = "transfers-by-customer";
    private static final String EMIT_TRANSFERS = "emit-transfers";

    private final AvroSerdes serdes;
    private final ScoringRules rules;
    private final KeptWindows kept;
    private final Batching batching;
    private final NodeNames names = NodeNames.root("scoring");

    /** With the default windows, and without batches. */
    public ScoringTopology(AvroSerdes serdes, ScoringRules rules) {
        this(serdes, rules, KeptWindows.DEFAULT, Batching.NONE);
    }

    public ScoringTopology(AvroSerdes serdes, ScoringRules rules, KeptWindows kept, Batching batching) {
        this.serdes = serdes;
        this.rules = rules;
        this.kept = kept;
        this.batching = batching;
    }

    /** The whole topology. */
    public Topology build() {
        var builder = new StreamsBuilder();
        var historyStores = List.of(
                persistent(ScoringStoreNames.SESSIONS, Sessions.class),
                persistent(ScoringStoreNames.TOUCHPOINTS, Touchpoints.class),
                persistent(ScoringStoreNames.PROMPTS, Prompts.class),
                persistent(ScoringStoreNames.GOALS, Goals.class),
                persistent(ScoringStoreNames.EXPOSURES, Exposures.class),
                inMemory(ScoringStoreNames.PENDING_METRICS, Metric.class),
                inMemory(ScoringStoreNames.PENDING_MOMENTS, ArmMoments.class));
        historyStores.forEach(builder::addStateStore);

        var events = read(builder, EVENTS_ENRICHED, "events");
        var decisions = read(builder, DECISIONS, "decisions");
        var replies = read(builder, REPLIES, "replies");
        var scored = events.<CustomerInput>mapValues(CustomerInput.Occurred::new, names.named("take-event"))
                .merge(
                        decisions.<CustomerInput>mapValues(CustomerInput.Decided::new, names.named("take-decision")),
                        names.named("merge-decisions"))
                .merge(
                        replies.<CustomerInput>mapValues(CustomerInput.Replied::new, names.named("take-reply")),
                        names.named("merge-replies"))
                .merge(
                        readTransfers(builder)
                                .<CustomerInput>mapValues(CustomerInput.Transferred::new, names.named("take-transfer")),
                        names.named("merge-transfers"))
                .process(
                        () -> new ScoreCustomerProcessor(rules, batching),
                        names.named("score-customer"),
                        historyStores.stream().map(StoreBuilder::name).toArray(String[]::new));
        scored.flatMapValues(Scored::conversions, names.named("emit-conversions"))
                .to(CONVERSIONS.name(), serdes.produced(CONVERSIONS, names.of("write-conversions")));
        var rejections =
                read(builder, EVENTS_REJECTED, "rejections").mapValues(Scored::of, names.named("count-rejection"));
        writeTrail(scored);
        addUpMetrics(builder, scored.merge(rejections, names.named("merge-rejections")));
        addUpMoments(scored);
        scored.flatMap(
                (none, change) -> change.transfers().stream()
                        .map(to -> KeyValue.pair(to.customerId(), to.transfer()))
                        .toList(),
                names.named(EMIT_TRANSFERS));
        var topology = builder.build();
        // Customers send to each other: the topic that this writes is one that it reads, which the DSL cannot say.
        return topology.addSink(
                names.of("send-transfers"),
                TRANSFERS + "-repartition",
                new StringSerializer(),
                serdes.<Transfer>serializer(),
                names.of(EMIT_TRANSFERS));
    }

    /** What identities and other customers say to a customer, in one topic: what one sends to another stays in order. */
    private KStream<String, Transfer> readTransfers(StreamsBuilder builder) {
        return read(builder, IDENTITIES, "identities")
                .flatMapValues(ScoringTopology::transfer, names.named("emit-identity"))
                .repartition(Repartitioned.<String, Transfer>as(TRANSFERS)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(serdes.of(Transfer.class)));
    }

    private static List<Transfer> transfer(Identity identity) {
        return switch (identity.getState()) {
            case MERGED -> List.of(Merges.merged(identity.getCustomerId(), identity.getVersion()));
            case UNMERGED -> List.of(Merges.unmerged(identity.getVersion()));
            // A state of a newer version: nothing is known about it.
            case OTHER -> List.of();
        };
    }

    /** What the read model shows of a customer beside decisions and replies; once what is counted of the record is. */
    private void writeTrail(KStream<String, Scored> scored) {
        scored.flatMapValues(Scored::touchpoints, names.named("emit-touchpoints"))
                .to(TOUCHPOINTS.name(), serdes.produced(TOUCHPOINTS, names.of("write-touchpoints")));
        scored.flatMapValues(Scored::exposures, names.named("emit-exposures"))
                .to(EXPOSURES.name(), serdes.produced(EXPOSURES, names.of("write-exposures")));
    }

    private void addUpMetrics(StreamsBuilder builder, KStream<String, Scored> scored) {
        builder.addStateStore(persistent(ScoringStoreNames.METRICS, Metric.class));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(ScoringStoreNames.TIMES), Serdes.String(), Serdes.Long()));
        var changes = scored.flatMap(
                        (none, change) -> change.metrics().stream()
                                .map(row -> KeyValue.pair(MetricKey.of(row).storeKey(), row))
                                .toList(),
                        names.named("emit-changes"))
                .repartition(Repartitioned.<String, Metric>as("metric-changes-by-key")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(serdes.value(METRICS)))
                .<TotalsInput>mapValues(TotalsInput.Changed::new, names.named("take-change"));
        // Every partition must know how far time has come: windows of all of them end together.
        var times = scored.flatMapValues(
                        change -> change.time().stream().boxed().toList(), names.named("emit-time"))
                .repartition(Repartitioned.<String, Long>as("time")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Long())
                        .withStreamPartitioner((topic, key, time, partitions) -> everyOne(partitions)))
                .<TotalsInput>mapValues(TotalsInput.Passed::new, names.named("take-time"));
        changes.merge(times, names.named("merge-times"))
                .process(
                        () -> new AddUpMetricsProcessor(kept),
                        names.named("add-up-metrics"),
                        ScoringStoreNames.METRICS,
                        ScoringStoreNames.TIMES)
                .to(METRICS.name(), serdes.produced(METRICS, names.of("write-metrics")));
    }

    private static Optional<Set<Integer>> everyOne(int partitions) {
        return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
    }

    private void addUpMoments(KStream<String, Scored> scored) {
        scored.flatMap(
                        (none, change) -> change.moments().stream()
                                .map(arm -> KeyValue.pair(MomentChanges.keyOf(arm), arm))
                                .toList(),
                        names.named("emit-moments"))
                .groupByKey(Grouped.with("moment-changes-by-arm", Serdes.String(), serdes.value(EXPERIMENTS)))
                .aggregate(
                        () -> NOBODY,
                        (key, change, arm) -> MomentChanges.sum(arm, change),
                        names.named("add-up-moments"),
                        stored(EXPERIMENTS, ScoringStoreNames.ARMS))
                .toStream(names.named("emit-arms"))
                .to(EXPERIMENTS.name(), serdes.produced(EXPERIMENTS, names.of("write-experiments")));
    }

    private <V extends SpecificRecord> StoreBuilder<KeyValueStore<String, V>> persistent(String name, Class<V> type) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serdes.of(type));
    }

    /** Small, and written with every event: what a commit writes of it is the last value of every key. */
    private <V extends SpecificRecord> StoreBuilder<KeyValueStore<String, V>> inMemory(String name, Class<V> type) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), serdes.of(type))
                .withCachingEnabled();
    }

    private <V extends SpecificRecord> KStream<String, V> read(StreamsBuilder builder, Topic<V> topic, String what) {
        return builder.stream(topic.name(), serdes.consumed(topic, names.of("read-" + what)))
                .filter((key, value) -> key != null && value != null, names.named("drop-empty-" + what));
    }

    private <V extends SpecificRecord> Materialized<String, V, KeyValueStore<Bytes, byte[]>> stored(
            Topic<V> topic, String store) {
        return Materialized.<String, V, KeyValueStore<Bytes, byte[]>>as(store)
                .withKeySerde(Serdes.String())
                .withValueSerde(serdes.value(topic));
    }
}
