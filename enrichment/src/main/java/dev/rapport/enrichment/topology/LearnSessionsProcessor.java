package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.recommendation.CoVisits;
import dev.rapport.enrichment.customer.recommendation.Decay;
import dev.rapport.enrichment.customer.recommendation.Learner;
import dev.rapport.enrichment.customer.recommendation.ProductSession;
import dev.rapport.enrichment.customer.recommendation.RelatedKey;
import dev.rapport.enrichment.customer.recommendation.SessionWindow;
import dev.rapport.enrichment.customer.recommendation.Weighted;
import dev.rapport.enrichment.state.LearntSession;
import dev.rapport.schemas.RelatedProduct;
import dev.rapport.schemas.RelatedProducts;
import dev.rapport.schemas.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Learns which products go together, at the end of each interval, once all sessions that ended in it are here: what it says
 * is a function of them, in whatever order they came. What is kept in memory is made anew from the store at a start.
 */
final class LearnSessionsProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    /** How long before it is in force something is published, so that every instance knows it by then. */
    static final Duration AHEAD = Duration.ofMinutes(1);

    /** How long a session is learnt from. */
    static final Duration MAX_AGE = Duration.ofDays(90);

    /** As long as captured events are kept, and can be decided again. */
    private static final Duration DECIDABLE = Duration.ofDays(7);

    /** Beside the ticks: up to when was learnt. */
    private static final String LEARNT = "learnt";

    private final RecommendationConfig config;
    private final LearnerMeters meters;
    private KeyValueStore<String, Long> ticks;
    private LearntSessions sessions;
    private ReadOnlyKeyValueStore<String, RelatedProducts> published;
    private SourceTime time;
    private @Nullable Learner learner;

    @SuppressWarnings("NullAway.Init") // init() runs before process().
    LearnSessionsProcessor(RecommendationConfig config, LearnerMeters meters) {
        this.config = config;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        ticks = context.getStateStore(StateStores.CUSTOMER_TICKS);
        sessions = new LearntSessions(context.getStateStore(StateStores.LEARNT_SESSIONS));
        published = context.getStateStore(StateStores.RELATED);
        time = new SourceTime(ticks);
    }

    /** With all that was learnt from before, read when it is needed for the first time. */
    private Learner learner() {
        var known = learner;
        if (known == null) {
            var bounds = new SessionWindow.Bounds(config.maxSessions(), config.maxProducts(), MAX_AGE.toMillis());
            var restored = new Learner(new SessionWindow(bounds), CoVisits.with(Decay.halvedIn(config.halfLife())));
            var tooMany = new ArrayList<ProductSession>();
            sessions.between(-1, learntUpTo(), session -> tooMany.addAll(restored.restore(session)));
            tooMany.forEach(sessions::remove);
            learner = restored;
            known = restored;
        }
        return known;
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.value() instanceof LearntSession session) {
            if (session.getEndedAt() <= learntUpTo()) {
                // Only where a partition was added whose events are older than its first tick.
                meters.late();
            } else {
                sessions.add(session);
            }
        } else if (record.value() instanceof Tick tick) {
            time.passed(tick, Long.MAX_VALUE).ifPresent(completeUpTo -> learn(record, completeUpTo.toEpochMilli()));
        }
    }

    private long learntUpTo() {
        @Nullable Long learnt = ticks.get(LEARNT);
        return learnt == null ? -1 : learnt;
    }

    /** Learns from the intervals that are over. Of those without a session nothing is said. */
    private void learn(Record<String, SpecificRecord> record, long completeUpTo) {
        var interval = config.interval().toMillis();
        var until = completeUpTo - completeUpTo % interval;
        if (until <= learntUpTo()) {
            return;
        }
        var ended = new ArrayList<ProductSession>();
        sessions.between(learntUpTo(), until, ended::add);
        var from = 0;
        while (from < ended.size()) {
            var end = endOf(ended.get(from), interval);
            var to = from;
            while (to < ended.size() && ended.get(to).endedAt() <= end) {
                to++;
            }
            try {
                learn(record, ended.subList(from, to), end);
            } catch (RuntimeException e) {
                // What is in memory has the sessions already; from the store it is as it was before.
                learner = null;
                throw e;
            }
            from = to;
        }
        ticks.put(LEARNT, until);
    }

    private static long endOf(ProductSession session, long interval) {
        return Math.floorDiv(session.endedAt() + interval - 1, interval) * interval;
    }

    private void learn(Record<String, SpecificRecord> record, List<ProductSession> ended, long at) {
        var learnt = learner().learn(ended, at);
        learnt.gone().forEach(sessions::remove);
        meters.learnt(ended.size(), learnt.gone().size());
        learnt.related().forEach((product, products) -> publish(record, product, products, at));
        publish(record, null, learnt.popular(), at);
        forget(record, at);
    }

    private void publish(
            Record<String, SpecificRecord> record, @Nullable String productId, List<Weighted> products, long at) {
        var related = RelatedProducts.newBuilder()
                .setProductId(productId)
                .setProducts(products.stream()
                        .map(one -> new RelatedProduct(one.productId(), one.weight()))
                        .toList())
                .setLearntAt(Instant.ofEpochMilli(at))
                .setVersion((int) Duration.ofMillis(at).toMinutes())
                .setEffectiveAt(Instant.ofEpochMilli(at).plus(AHEAD))
                .build();
        var key = productId == null ? RelatedKey.POPULAR : RelatedKey.of(productId);
        context().forward(record.withKey(key).withValue(related));
    }

    /**
     * Tombstones for products that have had no neighbours for so long that no decision can ask for them. Which of them are
     * known here is a matter of the global thread, and changes nothing that is decided.
     */
    private void forget(Record<String, SpecificRecord> record, long at) {
        var gone = new ArrayList<String>();
        try (var all = published.all()) {
            while (all.hasNext()) {
                var one = all.next();
                var productId = one.value.getProductId();
                if (productId != null
                        && one.value.getProducts().isEmpty()
                        && one.value.getEffectiveAt().toEpochMilli() < at - DECIDABLE.toMillis()
                        && !learner().knows(productId)) {
                    gone.add(one.key);
                }
            }
        }
        gone.forEach(key -> context().forward(record.withKey(key).withValue(null)));
    }
}
