package dev.rapport.scoring.api;

import dev.rapport.schemas.Metric;
import dev.rapport.scoring.api.view.OverviewView.ReasonsView;
import dev.rapport.scoring.metric.SaturatedSum;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums over rows of metrics. */
record Totals(List<Metric> rows) {

    long count(String name) {
        return rows.stream()
                .mapToLong(row -> row.getCounts().getOrDefault(name, 0L))
                .reduce(0, SaturatedSum::of);
    }

    /** Minor units by currency, in order of the currencies: amounts of different ones are never added up. */
    Map<String, Long> revenueMinor() {
        var revenue = new TreeMap<String, Long>();
        rows.forEach(row ->
                row.getRevenueMinor().forEach((currency, minor) -> revenue.merge(currency, minor, SaturatedSum::of)));
        return revenue;
    }

    /** Counts whose names begin with a prefix, by the rest of the name, the most frequent first. */
    ReasonsView byReason(String prefix) {
        var sums = new TreeMap<String, Long>();
        rows.forEach(row -> row.getCounts().forEach((name, count) -> {
            if (name.startsWith(prefix)) {
                sums.merge(name.substring(prefix.length()), count, SaturatedSum::of);
            }
        }));
        var sorted = new LinkedHashMap<String, Long>();
        sums.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return new ReasonsView(sums.values().stream().reduce(0L, SaturatedSum::of), sorted);
    }
}
