package dev.rapport.scoring.topology;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Metric;
import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.history.TestingHistories;
import dev.rapport.scoring.metric.KeptWindows;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricKey;
import dev.rapport.scoring.metric.MetricTotals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The cores of scoring, put together as the topology does, on so many partitions: batches end and changes arrive at random
 * moments, in order only between two partitions.
 */
final class TestingPartitions {
    private final Random random;
    private final List<Customers> customers;
    private final List<Totals> totals;
    private final List<Queue<Consumer<Totals>>> underWay = new ArrayList<>();

    TestingPartitions(int partitions, ScoringRules rules, KeptWindows kept, Random random) {
        this.random = random;
        customers = IntStream.range(0, partitions)
                .mapToObj(i -> new Customers(new TestingHistories(rules)))
                .toList();
        totals = IntStream.range(0, partitions).mapToObj(i -> new Totals(kept)).toList();
        for (var i = 0; i < partitions * partitions; i++) {
            underWay.add(new ArrayDeque<>());
        }
    }

    /** One partition of histories. */
    private static final class Customers {
        private final TestingHistories histories;
        private final MetricChanges metrics = new MetricChanges();
        private final MomentChanges moments = new MomentChanges();
        private long time = Long.MIN_VALUE;

        Customers(TestingHistories histories) {
            this.histories = histories;
        }
    }

    /** One partition of totals. */
    private static final class Totals implements MetricTotals.Rows {
        private final TreeMap<String, Metric> rows = new TreeMap<>();
        private final TreeMap<String, ArmMoments> arms = new TreeMap<>();
        private final MetricTotals metrics;

        Totals(KeptWindows kept) {
            metrics = new MetricTotals(kept, this, MetricTotals.BEFORE_ALL);
        }

        @Override
        public @Nullable Metric get(String storeKey) {
            return rows.get(storeKey);
        }

        @Override
        public void put(String storeKey, @Nullable Metric row) {
            if (row == null) {
                rows.remove(storeKey);
            } else {
                rows.put(storeKey, row);
            }
        }

        @Override
        public void keys(String from, String to, Consumer<String> key) {
            List.copyOf(rows.subMap(from, true, to, true).keySet()).forEach(key);
        }

        void add(ArmMoments change) {
            var key = MomentChanges.keyOf(change);
            var before = arms.get(key);
            var sum = before == null ? change : MomentChanges.sum(before, change);
            if (sum == null) {
                arms.remove(key);
            } else {
                arms.put(key, sum);
            }
        }
    }

    /** One record; what it changes may arrive now or later. */
    void record(String customerId, SpecificRecord record) {
        var from = Math.floorMod(customerId.hashCode(), customers.size());
        var partition = customers.get(from);
        var history = partition.histories.record(customerId, record);
        history.metrics().minutes().forEach(partition.metrics::add);
        history.moments().toRecords().forEach(partition.moments::add);
        if (record instanceof EnrichedEvent event) {
            partition.time = Math.max(partition.time, event.getReceivedAt().toEpochMilli() / 60_000 * 60_000);
        }
        if (random.nextInt(5) == 0) {
            passOn(from);
        }
        while (random.nextInt(3) != 0) {
            deliver(random.nextInt(underWay.size()));
        }
    }

    /** Everything that is under way arrives. */
    void finish() {
        IntStream.range(0, customers.size()).forEach(this::passOn);
        while (underWay.stream().anyMatch(queue -> !queue.isEmpty())) {
            deliver(random.nextInt(underWay.size()));
        }
    }

    Map<String, Metric> rows() {
        var all = new TreeMap<String, Metric>();
        totals.forEach(partition -> all.putAll(partition.rows));
        return all;
    }

    Map<String, ArmMoments> arms() {
        var all = new TreeMap<String, ArmMoments>();
        totals.forEach(partition -> all.putAll(partition.arms));
        return all;
    }

    Map<String, Conversion> conversions() {
        var all = new TreeMap<String, Conversion>();
        customers.forEach(partition -> all.putAll(partition.histories.conversions()));
        return all;
    }

    private void passOn(int from) {
        var partition = customers.get(from);
        var time = partition.time;
        for (var to = 0; to < totals.size(); to++) {
            send(from, to, target -> target.metrics.advance(time, (key, row) -> {}));
        }
        for (var row : partition.metrics.toRows()) {
            var key = MetricKey.of(row).storeKey();
            send(from, target(key), target -> target.metrics.add(key, row, (storeKey, total) -> {}));
        }
        for (var arm : partition.moments.toRecords()) {
            send(from, target(MomentChanges.keyOf(arm)), target -> target.add(arm));
        }
        partition.metrics.clear();
        partition.moments.clear();
    }

    private int target(String key) {
        return Math.floorMod(key.hashCode(), totals.size());
    }

    private void send(int from, int to, Consumer<Totals> change) {
        underWay.get(from * totals.size() + to).add(change);
    }

    private void deliver(int queue) {
        var next = underWay.get(queue).poll();
        if (next != null) {
            next.accept(totals.get(queue % totals.size()));
        }
    }
}
