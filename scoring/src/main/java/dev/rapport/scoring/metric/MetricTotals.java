package dev.rapport.scoring.metric;

import dev.rapport.schemas.Metric;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Totals of the rows of a partition. A window that has ended by the time of records is deleted and what still comes for it
 * counts in longer windows only. A row that is still kept was kept whenever it changed before, as time only goes forward: it
 * has all of its changes, whatever their order. Not thread-safe.
 */
public final class MetricTotals {
    /** Sorts after every character that a key begins with. */
    private static final String AFTER_ALL = "\uFFFF";

    /** Before any time of a record, in milliseconds since the epoch. */
    public static final long BEFORE_ALL = Long.MIN_VALUE / 2;

    /** Rows by {@link MetricKey#storeKey()}. */
    public interface Rows {
        @Nullable Metric get(String storeKey);

        /** A null row is deleted. */
        void put(String storeKey, @Nullable Metric row);

        /** Every key of a range, both ends included, in order; the rows may be changed meanwhile. */
        void keys(String from, String to, Consumer<String> key);
    }

    private final KeptWindows kept;
    private final Rows rows;
    private long now;
    private boolean isSwept;

    /** @param now time of the latest record so far, in milliseconds since the epoch, or {@link #BEFORE_ALL} */
    public MetricTotals(KeptWindows kept, Rows rows, long now) {
        this.kept = kept;
        this.rows = rows;
        this.now = now;
    }

    /**
     * Adds a change.
     *
     * @param out gets store key and new total; null when nothing is left to count
     */
    public void add(String storeKey, Metric change, BiConsumer<String, @Nullable Metric> out) {
        var start = change.getWindowStart().toEpochMilli();
        if (start < kept.firstKept(change.getWindow(), now)) {
            return;
        }
        var before = rows.get(storeKey);
        var sum = before == null ? change : MetricChanges.sum(before, change);
        var total = sum.getCounts().isEmpty() && sum.getRevenueMinor().isEmpty() ? null : sum;
        rows.put(storeKey, total);
        out.accept(storeKey, total);
    }

    /**
     * Time has come so far: windows that have ended go. A time that is not later changes nothing.
     *
     * @param out gets the store keys of the rows that are gone, and null
     * @return true when it is later than before
     */
    public boolean advance(long time, BiConsumer<String, @Nullable Metric> out) {
        if (time <= now) {
            return false;
        }
        for (var window : KeptWindows.ENDING) {
            // At first from the beginning: windows may have been kept longer before the last start.
            var from = MetricKey.storeKeyFrom(window, isSwept ? kept.firstKept(window, now) : Long.MIN_VALUE);
            var to = MetricKey.storeKeyFrom(window, kept.firstKept(window, time) - 1) + AFTER_ALL;
            rows.keys(from, to, storeKey -> {
                rows.put(storeKey, null);
                out.accept(storeKey, null);
            });
        }
        isSwept = true;
        now = time;
        return true;
    }
}
