package dev.rapport.scoring.experiment;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How much better an arm does than the control, per customer. A number that cannot be said is NaN: the relative ones when
 * the control has nothing, all but the first and the last when neither arm varies.
 *
 * @param absolute      difference of the means
 * @param relative      the difference divided by the control's mean
 * @param standardError of the absolute difference
 * @param interval      of the absolute difference, valid for one look at a time fixed in advance
 * @param pValue        two-sided, of no difference, for the same single look
 * @param alwaysValid   of the absolute difference, valid however often one looks
 * @param relativeValid of the relative difference, valid however often one looks
 * @param incremental   the difference times the arm's customers: what would be missing without the arm
 */
public record Lift(
        double absolute,
        double relative,
        double standardError,
        Interval interval,
        double pValue,
        Interval alwaysValid,
        Interval relativeValid,
        double incremental) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /**
     * Range that holds the true value with probability 1 - alpha.
     *
     * @param low  lower bound
     * @param high upper bound
     */
    public record Interval(double low, double high) {
        static Interval around(double centre, double halfWidth) {
            return new Interval(centre - halfWidth, centre + halfWidth);
        }
    }

    /**
     * Compares an arm with the control.
     *
     * @param alpha      probability of error, in (0, 1)
     * @param tightestAt customers of both arms together at which the always-valid interval is tightest, at least 1
     */
    static Lift of(Sample arm, Sample control, double alpha, long tightestAt) {
        var absolute = arm.mean() - control.mean();
        var standardError = positiveOrNaN(Math.sqrt(arm.varianceOfMean() + control.varianceOfMean()));
        var relative = control.mean() == 0 ? Double.NaN : absolute / control.mean();
        var z = NORMAL.inverseSurvivalProbability(alpha / 2);
        var wide = sequenceFactor(arm.customers() + control.customers(), alpha, tightestAt);
        return new Lift(
                absolute,
                relative,
                standardError,
                Interval.around(absolute, z * standardError),
                2 * NORMAL.survivalProbability(Math.abs(absolute) / standardError),
                Interval.around(absolute, wide * standardError),
                Interval.around(relative, wide * relativeStandardError(arm, control)),
                absolute * arm.customers());
    }

    /**
     * Half-width of the asymptotic confidence sequence in standard errors: Waudby-Smith et al., arXiv 2103.06476, with
     * their rho chosen so that it is tightest at N* customers. It holds at all sample sizes at once, so that one may look
     * every day and stop when one likes, and pays with a width of about 3 standard errors instead of 2.
     *
     * @param n customers of both arms together
     */
    static double sequenceFactor(long n, double alpha, long tightestAt) {
        var log = -2 * Math.log(alpha);
        var rhoSquared = (log + Math.log(log + 1)) / tightestAt;
        var x = n * rhoSquared;
        return Math.sqrt(2 * (x + 1) * Math.log(Math.sqrt(x + 1) / alpha) / x);
    }

    /** By the delta method: the ratio of two means that vary independently. */
    private static double relativeStandardError(Sample arm, Sample control) {
        var base = control.mean() * control.mean();
        var ofArm = arm.varianceOfMean() / base;
        var ofControl = arm.mean() * arm.mean() * control.varianceOfMean() / (base * base);
        return positiveOrNaN(Math.sqrt(ofArm + ofControl));
    }

    private static double positiveOrNaN(double value) {
        return value > 0 ? value : Double.NaN;
    }
}
