package dev.rapport.enrichment.step;

import dev.rapport.enrichment.state.ConsentMark;
import dev.rapport.enrichment.state.ProfileState;
import dev.rapport.runtime.consent.Categories;
import dev.rapport.schemas.CustomerProfile;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Consents by category, from what customers state by doing something ({@code Unsubscribed}) and from the preferences
 * that browsers carry along with every event. What was taken back by doing something is given again only by doing
 * something. The result does not depend on the order in which events arrive, but for customers with more categories
 * than are kept: then those that came first stay, and there is no consent to the others. See docs/adr/0011.
 */
final class ConsentMerge {
    private static final ConsentMark UNKNOWN = ConsentMark.newBuilder().build();

    private ConsentMerge() {}

    static void merge(
            ProfileState state,
            CustomerProfile.Builder profile,
            ProfileState.Builder changed,
            EventFacts facts,
            Instant at) {
        var marks = new HashMap<>(state.getConsentMarks());
        // What was stated first: where room is left for one category only, it is the one that somebody asked for.
        facts.consents().stated().forEach((category, granted) -> {
            if (hasRoom(marks, category)) {
                marks.put(category, stated(marks.getOrDefault(category, UNKNOWN), granted, at.toEpochMilli()));
            }
        });
        facts.consents().carried().forEach((category, granted) -> {
            if (hasRoom(marks, category)) {
                marks.put(category, carried(marks.getOrDefault(category, UNKNOWN), granted, at.toEpochMilli()));
            }
        });
        var consents = new HashMap<String, Boolean>();
        marks.forEach((category, mark) -> consents.put(category, effective(mark)));
        profile.setConsents(consents);
        changed.setConsentMarks(marks);
    }

    private static boolean hasRoom(Map<String, ConsentMark> marks, String category) {
        return marks.size() < Categories.MAX || marks.containsKey(category) || Categories.isKnown(category);
    }

    private static boolean effective(ConsentMark mark) {
        var stated = mark.getStated();
        var carried = mark.getCarried();
        if (stated == null) {
            return Boolean.TRUE.equals(carried);
        }
        var takenBackSince = Boolean.FALSE.equals(carried) && mark.getCarriedAt() > mark.getStatedAt();
        return stated && !takenBackSince;
    }

    private static ConsentMark stated(ConsentMark mark, boolean granted, long at) {
        return wins(granted, at, mark.getStated(), mark.getStatedAt())
                ? ConsentMark.newBuilder(mark)
                        .setStated(granted)
                        .setStatedAt(at)
                        .build()
                : mark;
    }

    private static ConsentMark carried(ConsentMark mark, boolean granted, long at) {
        return wins(granted, at, mark.getCarried(), mark.getCarriedAt())
                ? ConsentMark.newBuilder(mark)
                        .setCarried(granted)
                        .setCarriedAt(at)
                        .build()
                : mark;
    }

    /** The latest event time wins, among equals a withdrawal. */
    private static boolean wins(boolean granted, long at, @Nullable Boolean before, long beforeAt) {
        return before == null || at > beforeAt || (at == beforeAt && !granted);
    }
}
