package dev.rapport.scoring.api.view;

import dev.rapport.scoring.experiment.ArmOutcome;
import dev.rapport.scoring.experiment.ArmOutcome.GoalOutcome;
import dev.rapport.scoring.experiment.ExperimentReport;
import dev.rapport.scoring.experiment.ExperimentReport.ArmLift;
import dev.rapport.scoring.experiment.Lift;
import dev.rapport.scoring.experiment.SampleRatio;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An experiment, analysed; numbers that cannot be said are null. */
public record ExperimentView(
        String experiment,
        String source,
        @Nullable String control,
        double alpha,
        String goal,
        List<ArmView> arms,
        @Nullable SampleRatioView sampleRatio,
        List<LiftView> lifts) {

    /** @param goal that is looked at first */
    public static ExperimentView of(ExperimentReport report, String goal) {
        return new ExperimentView(
                report.experiment().id(),
                report.experiment().source().name().toLowerCase(Locale.ROOT),
                report.control().orElse(null),
                report.alpha(),
                goal,
                report.arms().stream().map(ArmView::of).toList(),
                report.sampleRatio().map(SampleRatioView::of).orElse(null),
                report.lifts().stream().map(LiftView::of).toList());
    }

    /** An arm with its goals. */
    public record ArmView(String arm, long customers, Map<String, GoalView> goals) {
        static ArmView of(ArmOutcome arm) {
            var goals = new TreeMap<String, GoalView>();
            arm.goals().forEach((name, goal) -> goals.put(name, GoalView.of(goal, arm.customers())));
            return new ArmView(arm.arm(), arm.customers(), goals);
        }
    }

    /** What the customers of an arm did about a goal. */
    public record GoalView(
            long customers,
            double rate,
            long revenueMinor,
            @Nullable String currency) {
        static GoalView of(GoalOutcome goal, long customersOfArm) {
            return new GoalView(
                    goal.customers(),
                    (double) goal.customers() / customersOfArm,
                    goal.revenueMinor(),
                    goal.currency().orElse(null));
        }
    }

    /** The check of the assignment. */
    public record SampleRatioView(double chiSquare, double pValue, boolean alarm) {
        static SampleRatioView of(SampleRatio ratio) {
            return new SampleRatioView(ratio.chiSquare(), ratio.pValue(), ratio.alarm());
        }
    }

    /** An arm over the control. */
    public record LiftView(
            String arm,
            String goal,
            String metric,
            double absolute,
            double relative,
            double standardError,
            IntervalView interval,
            double pValue,
            AlwaysValidView alwaysValid,
            double incremental) {
        static LiftView of(ArmLift armLift) {
            var lift = armLift.lift();
            return new LiftView(
                    armLift.arm(),
                    armLift.goal(),
                    armLift.metric(),
                    lift.absolute(),
                    lift.relative(),
                    lift.standardError(),
                    new IntervalView(lift.interval().low(), lift.interval().high()),
                    lift.pValue(),
                    AlwaysValidView.of(lift),
                    lift.incremental());
        }
    }

    /** Valid for one look at a time fixed in advance. */
    public record IntervalView(double low, double high) {}

    /** Valid however often one looks. */
    public record AlwaysValidView(double low, double high, double relativeLow, double relativeHigh) {
        static AlwaysValidView of(Lift lift) {
            return new AlwaysValidView(
                    lift.alwaysValid().low(),
                    lift.alwaysValid().high(),
                    lift.relativeValid().low(),
                    lift.relativeValid().high());
        }
    }
}
