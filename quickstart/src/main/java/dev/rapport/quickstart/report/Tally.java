package dev.rapport.quickstart.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Identifiers and how often each was seen. What needs no more watching may be forgotten; it still counts. */
final class Tally {
    private static final int SOME = 3;

    /** In the order in which they were first seen. */
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    private long total;
    private long forgotten;
    private int crowdedAbove;

    void add(String id) {
        counts.merge(id, 1, Integer::sum);
        total++;
    }

    long total() {
        return total;
    }

    /** Identifiers seen, forgotten ones included. */
    long distinct() {
        return forgotten + counts.size();
    }

    /** Identifiers that are remembered. */
    int size() {
        return counts.size();
    }

    boolean once(String id) {
        return counts.getOrDefault(id, 0) == 1;
    }

    boolean isRepeated(String id) {
        return counts.getOrDefault(id, 0) > 1;
    }

    void forget(String id) {
        if (counts.remove(id) != null) {
            forgotten++;
        }
    }

    /** As if it had never been seen. */
    void takeBack(String id) {
        if (counts.remove(id) == null) {
            forgotten--;
        }
    }

    /** Whether it is time to forget: there is much, and not just because nothing could be forgotten a moment ago. */
    boolean isCrowded(int most) {
        return counts.size() > Math.max(most, crowdedAbove);
    }

    /** The oldest identifiers that a rule allows to be forgotten, so many that a number of others is left. */
    List<String> oldest(int left, Predicate<String> settled) {
        var oldest = counts.keySet().stream()
                .limit(Math.max(0, counts.size() - left))
                .filter(settled)
                .toList();
        crowdedAbove = counts.size() - oldest.size() + left;
        return oldest;
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
