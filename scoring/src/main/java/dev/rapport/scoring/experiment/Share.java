package dev.rapport.scoring.experiment;

import dev.rapport.scoring.experiment.Lift.Interval;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * How many of an arm's customers converted.
 *
 * @param customers number of customers, at least 1
 * @param converted those who converted, from 0 to all of them
 */
record Share(long customers, long converted) {
    /** Converted customers, and others, that each of two arms must have for anything that rests on the normal distribution. */
    static final long ENOUGH = 5;

    /** Up to this many in the smallest of the four groups the p-value is exact; beyond, the normal one is as good. */
    private static final long EXACT_BELOW = 100;

    /** As many customers as the exact test can count. */
    private static final long MAX_EXACT = Integer.MAX_VALUE / 4;

    Share {
        // Rows of metrics are sums of changes: what was evicted long ago must not make a number impossible here.
        converted = Math.max(0, Math.min(converted, customers));
    }

    /** The number that is 1 for those who converted and 0 for the others. */
    Sample sample() {
        return new Sample(customers, rate(), rate() * (1 - rate()));
    }

    double rate() {
        return (double) converted / customers;
    }

    /** True when two arms have too few who converted, or too few who did not, for the normal distribution. */
    static boolean areFew(Share arm, Share control) {
        return smallestGroup(arm, control) < ENOUGH;
    }

    /** Two-sided p-value of no difference: Fisher's exact test while a group is small, the normal one otherwise. */
    static double pValue(Share arm, Share control) {
        var countable = Math.max(arm.customers, control.customers) <= MAX_EXACT;
        if (smallestGroup(arm, control) >= EXACT_BELOW || !countable) {
            return Sample.pValue(arm.sample(), control.sample());
        }
        int[][] table = {
            {(int) arm.converted, (int) (arm.customers - arm.converted)},
            {(int) control.converted, (int) (control.customers - control.converted)}
        };
        return FisherExactTest.withDefaults()
                .with(AlternativeHypothesis.TWO_SIDED)
                .test(table)
                .getPValue();
    }

    /**
     * Interval of the difference of two shares, from their exact ones (Clopper and Pearson). With few it is the difference of
     * two intervals that hold together with probability 1 - alpha, which is never too narrow; with enough the squares of their
     * halves are added (Newcombe 1998), which is hardly wider than the normal interval. Both hold at least as often as they
     * say, for rates near 0 and 1 too.
     */
    static Interval difference(Share arm, Share control, double alpha) {
        if (areFew(arm, control)) {
            var each = 1 - Math.sqrt(1 - alpha);
            var ofArm = arm.exact(each);
            var ofControl = control.exact(each);
            return new Interval(ofArm.low() - ofControl.high(), ofArm.high() - ofControl.low());
        }
        var ofArm = arm.exact(alpha);
        var ofControl = control.exact(alpha);
        var difference = arm.rate() - control.rate();
        return new Interval(
                difference - Math.hypot(arm.rate() - ofArm.low(), ofControl.high() - control.rate()),
                difference + Math.hypot(ofArm.high() - arm.rate(), control.rate() - ofControl.low()));
    }

    /** The exact interval of one share. */
    Interval exact(double alpha) {
        var others = customers - converted;
        var low = converted == 0
                ? 0
                : BetaDistribution.of((double) converted, others + 1.0).inverseCumulativeProbability(alpha / 2);
        var high = others == 0
                ? 1
                : BetaDistribution.of(converted + 1.0, (double) others).inverseSurvivalProbability(alpha / 2);
        return new Interval(low, high);
    }

    private static long smallestGroup(Share arm, Share control) {
        return Math.min(
                Math.min(arm.converted, arm.customers - arm.converted),
                Math.min(control.converted, control.customers - control.converted));
    }
}
