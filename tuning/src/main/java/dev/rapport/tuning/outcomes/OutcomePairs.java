package dev.rapport.tuning.outcomes;

import dev.rapport.tuning.pair.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs of a pipeline, and what was left out.
 *
 * @param pairs     prompts and the replies that led to a conversion, in the order of the prompts' ids
 * @param replies   replies read
 * @param converted of these, led to a conversion; as many as pairs and left out together
 * @param leftOut   converted, but not among the pairs, by reason; only reasons that there were
 */
public record OutcomePairs(List<Pair> pairs, long replies, long converted, Map<Omission, Long> leftOut) {
    public OutcomePairs {
        pairs = List.copyOf(pairs);
        leftOut = Map.copyOf(leftOut);
    }

    /** Reasons by their codes, in the order in which they are looked at. */
    public Map<String, Long> leftOutByCode() {
        var byCode = new LinkedHashMap<String, Long>();
        for (var reason : Omission.values()) {
            if (leftOut.containsKey(reason)) {
                byCode.put(reason.code(), leftOut.get(reason));
            }
        }
        return byCode;
    }

    /** {@code 900 replies read, 40 of them led to a conversion, 12 left out (no-consent 10, personal-data 2)}. */
    public String summary() {
        var reasons = new StringBuilder();
        leftOutByCode().forEach((code, count) -> reasons.append(reasons.isEmpty() ? " (" : ", ")
                .append(code)
                .append(' ')
                .append(count));
        return replies + " replies read, " + converted + " of them led to a conversion, " + (converted - pairs.size())
                + " left out" + (reasons.isEmpty() ? "" : reasons + ")");
    }
}
