package dev.rapport.enrichment.customer.consent;

import dev.rapport.enrichment.state.ConsentMark;
import dev.rapport.enrichment.state.ReadConsent;
import dev.rapport.runtime.consent.Categories;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Consents by category, from what customers state by doing something ({@code Unsubscribed}) and from the preferences
 * that browsers carry along with every event. What was taken back by doing something is given again only by doing
 * something. The result does not depend on the order in which events arrive, but for customers with more categories
 * than are kept: then those that came first stay, and there is no consent to the others. See docs/adr/0011.
 */
public final class ConsentMerge {
    private static final ConsentMark UNKNOWN = ConsentMark.newBuilder().build();

    private ConsentMerge() {}

    /**
     * The consents after some words. One that changes has its next version, in force from the receipt of the words; the
     * first word on it is a change, a refusal too.
     *
     * @param at         event time of the words, in milliseconds since the epoch
     * @param receivedAt their receipt, in milliseconds since the epoch
     */
    static Map<String, ConsentMark> merge(
            Map<String, ConsentMark> before, ReadConsent words, long at, long receivedAt) {
        var marks = merge(before, words, at);
        marks.replaceAll((category, mark) -> {
            var known = before.get(category);
            return known != null && isGranted(known) == isGranted(mark)
                    ? mark
                    : new ConsentMark(
                            mark.getStated(),
                            mark.getStatedAt(),
                            mark.getCarried(),
                            mark.getCarriedAt(),
                            mark.getVersion() + 1,
                            receivedAt);
        });
        return marks;
    }

    private static Map<String, ConsentMark> merge(Map<String, ConsentMark> before, ReadConsent words, long at) {
        var marks = new HashMap<>(before);
        // What was stated first: where room is left for one category only, it is the one that somebody asked for.
        new TreeMap<>(words.getStated()).forEach((category, granted) -> {
            if (hasRoom(marks, category)) {
                marks.put(category, stated(marks.getOrDefault(category, UNKNOWN), granted, at));
            }
        });
        new TreeMap<>(words.getCarried()).forEach((category, granted) -> {
            if (hasRoom(marks, category)) {
                marks.put(category, carried(marks.getOrDefault(category, UNKNOWN), granted, at));
            }
        });
        return marks;
    }

    /** Whether there is consent, by what is known of it. */
    public static boolean isGranted(ConsentMark mark) {
        var stated = mark.getStated();
        var carried = mark.getCarried();
        if (stated == null) {
            return Boolean.TRUE.equals(carried);
        }
        var takenBackSince = Boolean.FALSE.equals(carried) && mark.getCarriedAt() > mark.getStatedAt();
        return stated && !takenBackSince;
    }

    private static boolean hasRoom(Map<String, ConsentMark> marks, String category) {
        return marks.size() < Categories.MAX || marks.containsKey(category) || Categories.isKnown(category);
    }

    private static ConsentMark stated(ConsentMark mark, boolean granted, long at) {
        return wins(granted, at, mark.getStated(), mark.getStatedAt())
                ? marked(mark, granted, at, mark.getCarried(), mark.getCarriedAt())
                : mark;
    }

    private static ConsentMark carried(ConsentMark mark, boolean granted, long at) {
        return wins(granted, at, mark.getCarried(), mark.getCarriedAt())
                ? marked(mark, mark.getStated(), mark.getStatedAt(), granted, at)
                : mark;
    }

    private static ConsentMark marked(
            ConsentMark before, @Nullable Boolean stated, long statedAt, @Nullable Boolean carried, long carriedAt) {
        return new ConsentMark(stated, statedAt, carried, carriedAt, before.getVersion(), before.getEffectiveAt());
    }

    /** The latest event time wins, among equals a withdrawal. */
    private static boolean wins(boolean granted, long at, @Nullable Boolean before, long beforeAt) {
        return before == null || at > beforeAt || (at == beforeAt && !granted);
    }
}
