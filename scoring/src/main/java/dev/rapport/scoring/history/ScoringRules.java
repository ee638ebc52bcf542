package dev.rapport.scoring.history;

import dev.rapport.runtime.value.Checks;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.EventNames;
import dev.rapport.scoring.metric.OutsideNames;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What counts as success.
 *
 * @param goals    names of track events that are goals; orders always are one
 * @param window   time after first exposure within which a goal counts for its arm, positive
 * @param lookback time before a conversion within which a touchpoint is credited, positive
 * @param names    names of track events that are counted one by one; those of goals always are
 * @param outside  experiments that others assign and that are counted one by one
 */
public record ScoringRules(
        List<String> goals, Duration window, Duration lookback, EventNames names, OutsideNames outside) {
    public ScoringRules {
        Checks.positive(window, "scoring.experiments.window");
        Checks.positive(lookback, "scoring.attribution.lookback");
        goals = goals.stream().map(ShortText::of).toList();
        goals = goals.contains(Counts.ORDER_COMPLETED)
                ? List.copyOf(goals)
                : Stream.concat(Stream.of(Counts.ORDER_COMPLETED), goals.stream())
                        .toList();
        names = names.and(goals);
    }

    /** With the standard names of events, and all experiments. */
    public ScoringRules(List<String> goals, Duration window, Duration lookback) {
        this(goals, window, lookback, new EventNames(List.of()), OutsideNames.ALL);
    }

    /** Orders, within 14 days of exposure, credited to touchpoints of the 30 days before. */
    public static ScoringRules defaults() {
        return new ScoringRules(List.of(Counts.ORDER_COMPLETED), Duration.ofDays(14), Duration.ofDays(30));
    }
}
