package dev.rapport.scoring.app;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.scoring.engagement.Counts;
import dev.rapport.scoring.engagement.ScoringRules;
import java.util.List;

/**
 * Settings of scoring.
 *
 * @param rules what counts as success
 */
record ScoringConfig(ScoringRules rules) {
    static ScoringConfig from(ConfigReader in) {
        var defaults = ScoringRules.defaults();
        var goals = in.list(
                "scoring.experiments.goals",
                List.of(Counts.ORDER_COMPLETED),
                "Track events that count as success of an arm; Order Completed always does.");
        var window = in.duration(
                "scoring.experiments.window",
                defaults.window(),
                "Time after first exposure within which a goal counts for the arm.");
        var lookback = in.duration(
                "scoring.attribution.lookback",
                defaults.lookback(),
                "Time before a conversion within which a touchpoint is credited.");
        return new ScoringConfig(in.build(() -> new ScoringRules(goals, window, lookback), () -> defaults));
    }
}
