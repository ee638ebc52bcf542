package dev.rapport.scoring.experiment;

import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether the arms have the customers that the assignment meant for them. An alarm says that assignment or logging is
 * broken and that no lift of this experiment can be believed.
 *
 * @param chiSquare Pearson's statistic
 * @param pValue    of the meant shares
 * @param alarm     true when the p-value is below 0.001
 */
public record SampleRatio(double chiSquare, double pValue, boolean alarm) {
    /** As GrowthBook and Microsoft use it: rare enough to be looked at on every page. */
    private static final double ALARM_BELOW = 0.001;

    /** Customers that every arm should have before the statistic has the distribution it is compared with (Cochran). */
    private static final double ENOUGH_EXPECTED = 5;

    /**
     * Pearson's test.
     *
     * @param customers observed, at least two arms
     * @param shares    meant, positive; any scale
     * @return empty while an arm should have fewer than 5 customers: the first one in a small holdout must not raise an alarm
     */
    static Optional<SampleRatio> of(long[] customers, double[] shares) {
        var total = LongStream.of(customers).sum();
        var whole = DoubleStream.of(shares).sum();
        var chiSquare = 0.0;
        for (var i = 0; i < customers.length; i++) {
            var expected = total * shares[i] / whole;
            if (expected < ENOUGH_EXPECTED) {
                return Optional.empty();
            }
            var difference = customers[i] - expected;
            chiSquare += difference * difference / expected;
        }
        var pValue = ChiSquaredDistribution.of(customers.length - 1).survivalProbability(chiSquare);
        return Optional.of(new SampleRatio(chiSquare, pValue, pValue < ALARM_BELOW));
    }
}
