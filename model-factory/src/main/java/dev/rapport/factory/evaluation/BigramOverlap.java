package dev.rapport.factory.evaluation;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** How much of a stretch of text comes from a value: the share of its pairs of neighbouring characters. */
final class BigramOverlap {
    /** Less than this is chance. */
    static final double MIN = 0.45;

    private BigramOverlap() {}

    /** @return 0 to 1 */
    static double of(String text, String value) {
        var lower = text.toLowerCase(Locale.ROOT);
        var pairs = pairs(lower);
        if (pairs.isEmpty()) {
            return value.toLowerCase(Locale.ROOT).contains(lower) ? 1 : 0;
        }
        var there = pairs(value.toLowerCase(Locale.ROOT));
        return (double) pairs.stream().filter(there::contains).count() / pairs.size();
    }

    private static Set<String> pairs(String text) {
        var pairs = new HashSet<String>();
        for (var i = 0; i + 1 < text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }
}
