package dev.rapport.quickstart.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Identifiers and how often each was seen. */
final class Tally {
    private static final int SOME = 3;

    private final Map<String, Integer> counts = new HashMap<>();
    private long total;

    void add(String id) {
        counts.merge(id, 1, Integer::sum);
        total++;
    }

    long total() {
        return total;
    }

    int distinct() {
        return counts.size();
    }

    boolean has(String id) {
        return counts.containsKey(id);
    }

    Set<String> ids() {
        return counts.keySet();
    }

    /** Identifiers seen more than once. */
    List<String> repeated() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** A problem with some identifiers, if there are any. */
    static void report(Collection<Problem> problems, String rule, Collection<String> broken) {
        if (!broken.isEmpty()) {
            problems.add(new Problem(
                    rule, broken.size(), broken.stream().sorted().limit(SOME).toList()));
        }
    }
}
