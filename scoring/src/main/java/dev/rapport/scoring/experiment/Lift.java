package dev.rapport.scoring.experiment;

/**
 * How much better an arm does than the control, per customer. A number that cannot be said is NaN.
 *
 * <p>Always said are the difference and what it adds up to. Of conversions, p-value and interval are always said too, as there
 * are exact ones. The rest needs enough customers for the normal distribution: {@link Share#ENOUGH} who converted and as many
 * who did not in both arms, {@link #ENOUGH_BUYERS} buyers in both arms for revenue. Relative numbers also need a control
 * whose mean is above zero for certain: dividing by what may be nothing, or a loss, says nothing, or the contrary.
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
    /** Customers with an order that each arm must have before the variance of revenue is believed. */
    static final long ENOUGH_BUYERS = 30;

    /**
     * Range that holds the true value with probability 1 - alpha.
     *
     * @param low  lower bound
     * @param high upper bound
     */
    public record Interval(double low, double high) {
        static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

        static Interval around(double centre, double halfWidth) {
            return new Interval(centre - halfWidth, centre + halfWidth);
        }
    }

    /**
     * Compares shares of customers who converted.
     *
     * @param alpha      probability of error, in (0, 1)
     * @param tightestAt customers of both arms together at which the always-valid interval is tightest, at least 1
     */
    static Lift ofShares(Share arm, Share control, double alpha, long tightestAt) {
        var interval = Share.difference(arm, control, alpha);
        var pValue = Share.pValue(arm, control);
        return Share.areFew(arm, control)
                ? few(arm.sample(), control.sample(), interval, pValue)
                : enough(arm.sample(), control.sample(), interval, pValue, alpha, tightestAt);
    }

    /**
     * Compares revenue of which every arm has {@link #ENOUGH_BUYERS} buyers; parameters as of
     * {@link #ofShares(Share, Share, double, long)}.
     */
    static Lift ofRevenue(Sample arm, Sample control, double alpha, long tightestAt) {
        var standardError = Sample.standardError(arm, control);
        if (!(standardError > 0)) {
            return ofFewBuyers(arm, control);
        }
        var z = Sample.NORMAL.inverseSurvivalProbability(alpha / 2);
        var interval = Interval.around(arm.mean() - control.mean(), z * standardError);
        return enough(arm, control, interval, Sample.pValue(arm, control), alpha, tightestAt);
    }

    /** Compares revenue of fewer buyers: nothing is known about how it varies. */
    static Lift ofFewBuyers(Sample arm, Sample control) {
        return few(arm, control, Interval.UNKNOWN, Double.NaN);
    }

    private static Lift few(Sample arm, Sample control, Interval interval, double pValue) {
        var absolute = arm.mean() - control.mean();
        return new Lift(
                absolute,
                Double.NaN,
                Double.NaN,
                interval,
                pValue,
                Interval.UNKNOWN,
                Interval.UNKNOWN,
                absolute * arm.customers());
    }

    private static Lift enough(
            Sample arm, Sample control, Interval interval, double pValue, double alpha, long tightestAt) {
        var absolute = arm.mean() - control.mean();
        var standardError = Sample.standardError(arm, control);
        var z = Sample.NORMAL.inverseSurvivalProbability(alpha / 2);
        var isAboveZero = control.mean() > z * Math.sqrt(control.varianceOfMean());
        var wide = sequenceFactor(arm.customers() + control.customers(), alpha, tightestAt);
        return new Lift(
                absolute,
                isAboveZero ? absolute / control.mean() : Double.NaN,
                standardError,
                interval,
                pValue,
                alwaysValid(arm, control, alpha, tightestAt),
                relative(arm, control, wide),
                absolute * arm.customers());
    }

    /** The always-valid interval of {@link #ofShares}; unknown of few. */
    static Interval alwaysValid(Share arm, Share control, double alpha, long tightestAt) {
        return Share.areFew(arm, control)
                ? Interval.UNKNOWN
                : alwaysValid(arm.sample(), control.sample(), alpha, tightestAt);
    }

    private static Interval alwaysValid(Sample arm, Sample control, double alpha, long tightestAt) {
        var wide = sequenceFactor(arm.customers() + control.customers(), alpha, tightestAt);
        return Interval.around(arm.mean() - control.mean(), wide * Sample.standardError(arm, control));
    }

    /**
     * Half-width of the asymptotic confidence sequence in standard errors: Waudby-Smith et al., arXiv 2103.06476, with
     * their rho chosen so that it is tightest at N* customers. It holds at all sample sizes at once, so that one may look
     * every day and stop when one likes, and pays with a width of about 3 standard errors instead of 2.
     *
     * @param n customers of both arms together
     */
    static double sequenceFactor(long n, double alpha, long tightestAt) {
        var log = -2 * StrictMath.log(alpha);
        var rhoSquared = (log + StrictMath.log(log + 1)) / tightestAt;
        var x = n * rhoSquared;
        return Math.sqrt(2 * (x + 1) * StrictMath.log(Math.sqrt(x + 1) / alpha) / x);
    }

    /**
     * Fieller's interval of the ratio of two means that vary independently, less one: all ratios r for which arm - r control
     * may be zero. It is finite when the control's own interval lies above zero.
     *
     * @param wide half-width in standard errors
     */
    private static Interval relative(Sample arm, Sample control, double wide) {
        var squared = wide * wide;
        var base = control.mean() * control.mean() - squared * control.varianceOfMean();
        if (!(control.mean() > 0 && base > 0)) {
            return Interval.UNKNOWN;
        }
        var product = arm.mean() * control.mean();
        var rest = arm.mean() * arm.mean() - squared * arm.varianceOfMean();
        return Interval.around(product / base - 1, Math.sqrt(product * product - base * rest) / base);
    }
}
