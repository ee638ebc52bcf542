package dev.rapport.enrichment.customer.consent;

import dev.rapport.enrichment.state.ConsentMark;
import dev.rapport.enrichment.state.ReadConsent;
import dev.rapport.runtime.consent.Categories;
import dev.rapport.schemas.ConsentProof;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
     * The consents after some words, in the versions of before; see {@link #changed}.
     *
     * @param at event time of the words, in milliseconds since the epoch
     */
    static Map<String, ConsentMark> merge(Map<String, ConsentMark> before, ReadConsent words, long at) {
        var marks = new HashMap<>(before);
        // What was stated first: where room is left for one category only, it is the one that somebody asked for.
        new TreeMap<>(words.getStated()).forEach((category, granted) -> {
            if (hasRoom(marks, category)) {
                var stated = new ConsentMark(granted, at, null, 0L, 0, 0L, words.getProof());
                marks.put(category, both(marks.getOrDefault(category, UNKNOWN), stated));
            }
        });
        new TreeMap<>(words.getCarried()).forEach((category, granted) -> {
            if (hasRoom(marks, category)) {
                var carried = new ConsentMark(null, 0L, granted, at, 0, 0L, null);
                marks.put(category, both(marks.getOrDefault(category, UNKNOWN), carried));
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

    /** Whether a customer's consent is another one than before; the first word on it is a change, a refusal too. */
    static boolean isChange(@Nullable ConsentMark before, ConsentMark after) {
        return before == null || isGranted(before) != isGranted(after);
    }

    /**
     * The mark with its next version.
     *
     * @param receivedAt receipt of the words that changed it, in milliseconds since the epoch: in force from then on
     */
    static ConsentMark changed(ConsentMark mark, long receivedAt) {
        return both(mark, new ConsentMark(null, 0L, null, 0L, 1, receivedAt, null));
    }

    /** What two marks are together: of each kind of words the latest, and the versions of both. */
    public static ConsentMark both(ConsentMark one, ConsentMark other) {
        var stated = wins(other.getStated(), other.getStatedAt(), one.getStated(), one.getStatedAt()) ? other : one;
        var carried =
                wins(other.getCarried(), other.getCarriedAt(), one.getCarried(), one.getCarriedAt()) ? other : one;
        return new ConsentMark(
                stated.getStated(),
                stated.getStatedAt(),
                carried.getCarried(),
                carried.getCarriedAt(),
                one.getVersion() + other.getVersion(),
                Math.max(one.getEffectiveAt(), other.getEffectiveAt()),
                proof(stated, one, other));
    }

    /** The withdrawals among the words of a mark, without a version; empty where there is none. */
    public static Optional<ConsentMark> withdrawal(ConsentMark mark) {
        var stated = Boolean.FALSE.equals(mark.getStated());
        var carried = Boolean.FALSE.equals(mark.getCarried());
        return stated || carried
                ? Optional.of(new ConsentMark(
                        stated ? false : null,
                        stated ? mark.getStatedAt() : 0L,
                        carried ? false : null,
                        carried ? mark.getCarriedAt() : 0L,
                        0,
                        mark.getEffectiveAt(),
                        stated ? mark.getProof() : null))
                : Optional.empty();
    }

    /**
     * What makes the version of a mark go on from an earlier one, without any words: the next one where consent changed.
     *
     * @param effectiveAt from when a change is in force, in milliseconds since the epoch
     */
    public static ConsentMark raise(ConsentMark before, ConsentMark after, long effectiveAt) {
        var changed = isChange(before, after);
        var version = before.getVersion() - after.getVersion() + (changed ? 1 : 0);
        return new ConsentMark(
                null, 0L, null, 0L, Math.max(0, version), changed ? effectiveAt : before.getEffectiveAt(), null);
    }

    private static boolean hasRoom(Map<String, ConsentMark> marks, String category) {
        return marks.size() < Categories.MAX || marks.containsKey(category) || Categories.isKnown(category);
    }

    /** Of one word that two marks have from the same time, the proof that sorts last: whichever came first. */
    private static @Nullable ConsentProof proof(ConsentMark stated, ConsentMark one, ConsentMark other) {
        var isSame = Objects.equals(one.getStated(), other.getStated()) && one.getStatedAt() == other.getStatedAt();
        return isSame
                ? Stream.of(one, other)
                        .map(ConsentMark::getProof)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null)
                : stated.getProof();
    }

    /** The latest event time wins, among equals a withdrawal. */
    private static boolean wins(@Nullable Boolean granted, long at, @Nullable Boolean before, long beforeAt) {
        return granted != null && (before == null || at > beforeAt || (at == beforeAt && !granted));
    }
}
