package dev.rapport.quickstart.report;

import dev.rapport.schemas.Conversion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Conversions that stand, each as it was written last. One may be written again: with a line of its order or a touchpoint
 * of its path that arrives later, as happens where the topics are read in another order after a restart. What is written
 * again unchanged was written twice.
 */
final class ConversionTally {
    /** What is kept of a conversion's last record. */
    private record Written(int hash, boolean isCredited) {}

    private final Tally ids = new Tally();
    private final Map<String, Written> lastById = new HashMap<>();
    private long credited;

    void add(Conversion conversion) {
        var id = conversion.getConversionId();
        var isCredited = !conversion.getRetracted()
                && conversion.getCredits().stream().anyMatch(credit -> credit.getPromptId() != null);
        var written = new Written(conversion.hashCode(), isCredited);
        var before = conversion.getRetracted() ? lastById.remove(id) : lastById.put(id, written);
        credited += count(written) - count(before);
        if (conversion.getRetracted()) {
            ids.takeBack(id);
        } else if (before == null || before.equals(written)) {
            ids.add(id);
        }
    }

    /** Conversions that stand, forgotten ones included. */
    long distinct() {
        return ids.distinct();
    }

    /** Those among them that a reply is credited with. */
    long credited() {
        return credited;
    }

    /** Conversions that were written twice. */
    List<String> repeated() {
        return ids.repeated();
    }

    /** Conversions that are remembered. */
    int size() {
        return ids.size();
    }

    /** Forgets the oldest that were written once, where there are many. */
    void forgetSettled(int most) {
        if (ids.isCrowded(most)) {
            for (var id : ids.oldest(most / 2, ids::once)) {
                ids.forget(id);
                lastById.remove(id);
            }
        }
    }

    private static int count(@Nullable Written written) {
        return written != null && written.isCredited() ? 1 : 0;
    }
}
