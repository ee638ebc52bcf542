package dev.rapport.scoring.merge;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Metric;
import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.history.CustomerHistory;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.history.TestingHistories;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricKey;
import dev.rapport.scoring.state.Transfer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Customers who send messages to each other, of which only those between the same two stay in order. */
final class TestingNetwork {
    /** More messages than any merge of a test may cause. */
    private static final int MAX_MESSAGES = 100_000;

    private final Random random;
    private final TestingHistories histories;
    private final Merges merges;
    private final MetricChanges metrics = new MetricChanges();
    private final MomentChanges moments = new MomentChanges();
    private final Map<String, Queue<Addressed>> underWay = new TreeMap<>();
    private int messages;

    TestingNetwork(ScoringRules rules, Random random) {
        this.random = random;
        histories = new TestingHistories(rules);
        merges = new Merges(rules, histories.stores());
    }

    void record(String customerId, String fragmentId, Consumer<CustomerHistory> record) {
        add(customerId, merges.record(customerId, fragmentId, record));
    }

    void receive(String customerId, Transfer transfer) {
        add(customerId, merges.receive(customerId, transfer));
    }

    /** Some messages arrive. */
    void deliverSome() {
        while (!underWay.isEmpty() && random.nextInt(3) != 0) {
            deliverOne();
        }
    }

    /** All messages arrive, and those that they cause. */
    void deliverAll() {
        while (!underWay.isEmpty()) {
            deliverOne();
        }
    }

    private void deliverOne() {
        var channel = new ArrayList<>(underWay.keySet()).get(random.nextInt(underWay.size()));
        var queue = Objects.requireNonNull(underWay.get(channel));
        var next = queue.remove();
        if (queue.isEmpty()) {
            underWay.remove(channel);
        }
        if (++messages > MAX_MESSAGES) {
            throw new AssertionError("messages do not end: " + next);
        }
        receive(next.customerId(), next.transfer());
    }

    private void add(String from, Changed changed) {
        changed.metrics().minutes().forEach(metrics::add);
        changed.moments().toRecords().forEach(moments::add);
        histories.keep(changed.conversions());
        changed.transfers()
                .forEach(to -> underWay.computeIfAbsent(from + " to " + to.customerId(), none -> new ArrayDeque<>())
                        .add(to));
    }

    Map<String, Metric> rows() {
        var rows = new TreeMap<String, Metric>();
        metrics.toRows().forEach(row -> rows.put(MetricKey.of(row).storeKey(), row));
        return rows;
    }

    List<ArmMoments> moments() {
        return moments.toRecords();
    }

    Map<String, Conversion> conversions() {
        return histories.conversions();
    }
}
