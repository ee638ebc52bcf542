package dev.rapport.benchmarks.app;

import static dev.rapport.schemas.topic.Topics.CONVERSIONS;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.METRICS;
import static dev.rapport.schemas.topic.Topics.REPLIES;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.state.Exposures;
import dev.rapport.scoring.state.GoalEvent;
import dev.rapport.scoring.state.Goals;
import dev.rapport.scoring.state.Prompts;
import dev.rapport.scoring.state.SeenSession;
import dev.rapport.scoring.state.SeenTouchpoint;
import dev.rapport.scoring.state.Sessions;
import dev.rapport.scoring.state.Touchpoints;
import dev.rapport.scoring.topology.Batching;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Scoring without its logic: the same topics, hops, stores and records, batches included, and nothing that decides whether a
 * session, touchpoint or order was there before, or what it is worth. What scoring takes longer than this is its own work.
 */
final class ScoringSkeleton {
    static final String NAME = EnrichmentSkeleton.NAME;

    private static final String SESSIONS = "session-by-customer";
    private static final String TOUCHPOINTS = "touchpoint-by-customer";
    private static final String PROMPTS = "prompt-by-customer";
    private static final String GOALS = "goal-by-customer";
    private static final String EXPOSURES = "exposure-by-customer";
    private static final String PENDING = "pending-metric-by-minute";
    private static final String TOTALS = "metric-by-key";
    private static final int MAX_ITEMS = 50;

    private final NodeNames names = NodeNames.root("skeleton");
    private final AvroSerdes serdes;

    private ScoringSkeleton(AvroSerdes serdes) {
        this.serdes = serdes;
    }

    static Topology of(AvroSerdes serdes) {
        return new ScoringSkeleton(serdes).build();
    }

    private Topology build() {
        var builder = new StreamsBuilder();
        List.of(
                        store(SESSIONS, Sessions.class),
                        store(TOUCHPOINTS, Touchpoints.class),
                        store(PROMPTS, Prompts.class),
                        store(GOALS, Goals.class),
                        store(EXPOSURES, Exposures.class),
                        store(TOTALS, Metric.class),
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(PENDING), Serdes.String(), serdes.of(Metric.class))
                                .withCachingEnabled())
                .forEach(builder::addStateStore);
        var scored = builder.<String, EnrichedEvent>stream(
                        EVENTS_ENRICHED.name(), serdes.consumed(EVENTS_ENRICHED, names.of("events")))
                .<SpecificRecord>mapValues(event -> event, names.named("event"))
                .merge(
                        builder.stream(DECISIONS.name(), serdes.consumed(DECISIONS, names.of("decisions")))
                                .mapValues(decision -> decision, names.named("decision")),
                        names.named("merge-decisions"))
                .merge(
                        builder.stream(REPLIES.name(), serdes.consumed(REPLIES, names.of("replies")))
                                .mapValues(reply -> reply, names.named("reply")),
                        names.named("merge-replies"))
                .process(
                        () -> new Score(names.of("conversion"), names.of("change")),
                        names.named("score-customer"),
                        SESSIONS,
                        TOUCHPOINTS,
                        PROMPTS,
                        GOALS,
                        EXPOSURES,
                        PENDING);
        scored.mapValues(Conversion.class::cast, names.named("conversion"))
                .to(CONVERSIONS.name(), produced(Conversion.class, "conversions"));
        scored.mapValues(Metric.class::cast, names.named("change"))
                .repartition(Repartitioned.<String, Metric>as("metric-changes-by-key")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(serdes.of(Metric.class)))
                .process(Total::new, names.named("add-up"), TOTALS)
                .to(METRICS.name(), produced(Metric.class, "metrics"));
        return builder.build();
    }

    private <V extends SpecificRecord> StoreBuilder<KeyValueStore<String, V>> store(String name, Class<V> type) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serdes.of(type));
    }

    private <V extends SpecificRecord> Produced<String, V> produced(Class<V> type, String node) {
        Serde<V> values = serdes.of(type);
        return Produced.with(Serdes.String(), values).withName(names.of(node));
    }

    private static final class Score extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
        private final String conversions;
        private final String changes;

        Score(String conversions, String changes) {
            this.conversions = conversions;
            this.changes = changes;
        }

        @Override
        public void init(ProcessorContext<String, SpecificRecord> processorContext) {
            super.init(processorContext);
            processorContext.schedule(Batching.DEFAULT.interval(), PunctuationType.WALL_CLOCK_TIME, this::passOn);
        }

        @Override
        public void process(Record<String, SpecificRecord> record) {
            if (!(record.value() instanceof EnrichedEvent event)) {
                return;
            }
            remember(record.key(), event);
            var minute = event.getOccurredAt().toEpochMilli() / 60_000 * 60_000;
            KeyValueStore<String, Metric> pending = context().getStateStore(PENDING);
            pending.put("MINUTE|" + minute, row(MetricWindow.MINUTE, minute));
            if (event.getOrderId() != null) {
                context().forward(record.withValue(conversion(event)), conversions);
            }
        }

        private void remember(String customer, EnrichedEvent event) {
            KeyValueStore<String, Sessions> sessions = context().getStateStore(SESSIONS);
            var at = event.getOccurredAt().toEpochMilli();
            var known = sessions.get(customer);
            if (known == null || isOther(known, event)) {
                sessions.put(customer, new Sessions(List.of(new SeenSession(event.getSessionId(), at, "")), null));
            }
            KeyValueStore<String, Goals> goals = context().getStateStore(GOALS);
            if (event.getUtmSource() != null) {
                KeyValueStore<String, Touchpoints> touchpoints = context().getStateStore(TOUCHPOINTS);
                var before = touchpoints.get(customer);
                var touchpoint = new SeenTouchpoint(null, event.getUtmSource(), "utm", at, event.getMessageId(), "");
                touchpoints.put(
                        customer,
                        new Touchpoints(and(before == null ? List.of() : before.getTouchpoints(), touchpoint)));
                goals.get(customer);
            }
            if (event.getOrderId() != null) {
                var before = goals.get(customer);
                var goal = new GoalEvent(
                        event.getName(), event.getMessageId(), event.getOrderId(), at, 1L, "EUR", null, null, null, "");
                goals.put(customer, new Goals(and(before == null ? List.of() : before.getGoals(), goal)));
                context()
                        .<KeyValueStore<String, Exposures>>getStateStore(EXPOSURES)
                        .get(customer);
                context()
                        .<KeyValueStore<String, Touchpoints>>getStateStore(TOUCHPOINTS)
                        .get(customer);
            }
        }

        private static boolean isOther(Sessions known, EnrichedEvent event) {
            return !known.getSessions().get(0).getSessionId().equals(event.getSessionId());
        }

        private static <T> List<T> and(List<T> before, T item) {
            var items = new ArrayList<>(before);
            items.add(item);
            return items.size() > MAX_ITEMS ? items.subList(1, items.size()) : items;
        }

        private void passOn(long now) {
            KeyValueStore<String, Metric> pending = context().getStateStore(PENDING);
            var keys = new ArrayList<String>();
            try (var rows = pending.all()) {
                rows.forEachRemaining(entry -> {
                    keys.add(entry.key);
                    for (var window : MetricWindow.values()) {
                        var at = entry.value.getWindowStart().toEpochMilli();
                        var start = window == MetricWindow.MINUTE ? at : 0;
                        context().forward(new Record<>(window + "|" + start, row(window, start), now), changes);
                    }
                });
            }
            keys.forEach(pending::delete);
        }

        private static Metric row(MetricWindow window, long start) {
            var counts = Map.of(
                    "events",
                    1L,
                    "event.Product Viewed",
                    1L,
                    "event.Order Completed",
                    1L,
                    "purchases",
                    1L,
                    "sessions",
                    1L);
            return new Metric("", "", "", window, Instant.ofEpochMilli(start), counts, Map.of("EUR", 1L));
        }

        private static Conversion conversion(EnrichedEvent event) {
            return new Conversion(
                    event.getMessageId(),
                    event.getCustomerId(),
                    event.getUserId(),
                    event.getName(),
                    event.getMessageId(),
                    event.getOrderId(),
                    event.getRevenue(),
                    List.of(),
                    List.of(),
                    event.getOccurredAt(),
                    false);
        }
    }

    private static final class Total extends ContextualProcessor<String, Metric, String, Metric> {
        @Override
        public void process(Record<String, Metric> record) {
            KeyValueStore<String, Metric> totals = context().getStateStore(TOTALS);
            @Nullable Metric before = totals.get(record.key());
            var total = before == null ? record.value() : before;
            totals.put(record.key(), total);
            context().forward(record.withValue(total));
        }
    }
}
