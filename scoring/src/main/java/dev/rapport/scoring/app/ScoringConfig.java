package dev.rapport.scoring.app;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.schemas.campaign.Arms;
import dev.rapport.scoring.experiment.ExperimentAnalysis;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.EventNames;
import dev.rapport.scoring.metric.KeptWindows;
import dev.rapport.scoring.metric.OutsideNames;
import java.util.List;

/**
 * Settings of scoring.
 *
 * @param rules    what counts as success
 * @param kept     how long rows of short windows are kept
 * @param analysis how experiments are analysed
 * @param identity what customers are found by, as in capture
 */
record ScoringConfig(ScoringRules rules, KeptWindows kept, ExperimentAnalysis analysis, IdentityConfig identity) {
    private static final List<String> CONTROL_NAMES = List.of("control", Arms.HOLDOUT, "No E-Mail");

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
        var controls = in.list(
                "scoring.experiments.control-names",
                CONTROL_NAMES,
                "Variations of experiments from outside that are the control, in any case; the first that exists.");
        var outside = in.list(
                "scoring.experiments.outside",
                List.of(),
                "Experiments that others assign which are counted one by one, all others together; without any, all are.");
        var tightestAt = in.integer(
                "scoring.experiments.tightest-at",
                (int) ExperimentAnalysis.DEFAULT_TIGHTEST_AT,
                "Customers of two arms at which always-valid intervals are tightest.");
        var names = in.list(
                "scoring.metrics.event-names",
                List.of(),
                "Track events that are counted by name, besides goals and the names of Segment's specifications.");
        var minutes = in.duration(
                "scoring.metrics.keep-minutes",
                KeptWindows.DEFAULT.minutes(),
                "Time that metrics by the minute are kept.");
        var hours = in.duration(
                "scoring.metrics.keep-hours", KeptWindows.DEFAULT.hours(), "Time that metrics by the hour are kept.");
        var identity = IdentityConfig.from(in);
        return new ScoringConfig(
                in.build(
                        () -> new ScoringRules(
                                goals, window, lookback, new EventNames(names), new OutsideNames(outside)),
                        () -> defaults),
                in.build(() -> new KeptWindows(minutes, hours), () -> KeptWindows.DEFAULT),
                in.build(
                        () -> new ExperimentAnalysis(controls, tightestAt),
                        () -> new ExperimentAnalysis(controls, ExperimentAnalysis.DEFAULT_TIGHTEST_AT)),
                identity);
    }
}
