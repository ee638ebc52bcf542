package dev.rapport.scoring.topology;

import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CONVERSIONS;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.METRICS;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static dev.rapport.schemas.topic.Topics.REPLIES;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.GlobalTopic;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.metric.MetricDeltas;
import dev.rapport.scoring.metric.MetricKey;
import dev.rapport.scoring.state.CustomerState;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Events, decisions and replies of a customer in; conversions, and changes of metrics that are added up by key, out. A
 * history per customer makes the result independent of the order in which the three topics are read.
 */
public final class ScoringTopology {
    /** History by customer. */
    public static final String CUSTOMERS = "scoring-state-by-customer";
    /** Replies of the prompts that histories remember, by prompt. */
    public static final String REPLIES_BY_PROMPT = "reply-by-prompt";
    /** Rows of metrics by {@link MetricKey#storeKey()}. */
    public static final String METRICS_BY_KEY = "metric-by-key";
    /** Profiles by customer. */
    public static final String PROFILES_BY_CUSTOMER = "profile-by-customer";
    /** Campaign definitions by campaign, all of them in every instance. */
    public static final String CAMPAIGNS_BY_ID = "campaign-by-id";

    /** What is added to first; a sum takes its key from the change. */
    private static final Metric NOTHING = new Metric("", "", "", MetricWindow.ALL, Instant.EPOCH, Map.of(), Map.of());

    private final AvroSerdes serdes;
    private final ScoringRules rules;
    private final NodeNames names = NodeNames.root("scoring");

    public ScoringTopology(AvroSerdes serdes, ScoringRules rules) {
        this.serdes = serdes;
        this.rules = rules;
    }

    /** The whole topology. */
    public Topology build() {
        var builder = new StreamsBuilder();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(CUSTOMERS), Serdes.String(), serdes.of(CustomerState.class)));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(REPLIES_BY_PROMPT), Serdes.String(), serdes.of(Reply.class)));

        var events = read(builder, EVENTS_ENRICHED, "events").mapValues(CustomerInput::of, names.named("take-event"));
        var decisions =
                read(builder, DECISIONS, "decisions").mapValues(CustomerInput::of, names.named("take-decision"));
        var replies = read(builder, REPLIES, "replies").mapValues(CustomerInput::of, names.named("take-reply"));
        var scored = events.merge(decisions, names.named("merge-decisions"))
                .merge(replies, names.named("merge-replies"))
                .processValues(
                        () -> new ScoreCustomerProcessor(rules),
                        names.named("score-customer"),
                        CUSTOMERS,
                        REPLIES_BY_PROMPT);
        scored.flatMapValues(Scored::conversions, names.named("emit-conversions"))
                .to(CONVERSIONS.name(), serdes.produced(CONVERSIONS, names.of("write-conversions")));
        addUp(scored);

        builder.table(
                PROFILES.name(),
                serdes.consumed(PROFILES, names.of("read-profiles")),
                stored(PROFILES, PROFILES_BY_CUSTOMER));
        new GlobalTopic<>(CAMPAIGNS_ACCEPTED, CAMPAIGNS_BY_ID).addTo(builder, serdes, names.of("read-campaigns"));
        return builder.build();
    }

    private void addUp(KStream<String, Scored> scored) {
        var rows = Materialized.<String, Metric, KeyValueStore<Bytes, byte[]>>as(METRICS_BY_KEY)
                .withKeySerde(Serdes.String())
                .withValueSerde(serdes.value(METRICS));
        scored.flatMap(
                        (customerId, change) -> change.deltas().stream()
                                .map(row -> KeyValue.pair(MetricKey.of(row).storeKey(), row))
                                .toList(),
                        names.named("emit-changes"))
                .groupByKey(Grouped.with("metric-changes-by-key", Serdes.String(), serdes.value(METRICS)))
                .aggregate(
                        () -> NOTHING,
                        (key, change, row) -> MetricDeltas.sum(row, change),
                        names.named("add-up-metrics"),
                        rows)
                .toStream((storeKey, row) -> MetricKey.topicKey(storeKey), names.named("emit-metrics"))
                .to(METRICS.name(), serdes.produced(METRICS, names.of("write-metrics")));
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
