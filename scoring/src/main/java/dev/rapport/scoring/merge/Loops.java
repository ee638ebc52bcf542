package dev.rapport.scoring.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Paths of messages, which end loops: of customers who are all merged into the next one the smallest keeps everything,
 * wherever a message started. An element is {@code customerId@epoch}; an earlier merge of the same customer is another element.
 */
final class Loops {
    /** A message that came so far stays where it is. */
    static final int MAX_PATH = 100;

    private Loops() {}

    static List<String> and(List<String> path, String customerId, int epoch) {
        var longer = new ArrayList<>(path);
        longer.add(element(customerId, epoch));
        return longer;
    }

    static boolean contains(List<String> path, String customerId, int epoch) {
        return path.contains(element(customerId, epoch));
    }

    /** True when a message has come round to the customer who keeps everything. */
    static boolean endsAt(List<String> path, String customerId, int epoch) {
        var self = element(customerId, epoch);
        var last = path.lastIndexOf(self);
        return path.size() >= MAX_PATH
                || (last >= 0
                        && path.subList(last, path.size()).stream()
                                .min(Comparator.naturalOrder())
                                .orElse(self)
                                .equals(self));
    }

    private static String element(String customerId, int epoch) {
        return customerId + "@" + epoch;
    }
}
