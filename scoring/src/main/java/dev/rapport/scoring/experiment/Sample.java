package dev.rapport.scoring.experiment;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Mean and variance of one number per customer.
 *
 * @param customers number of customers, at least 1
 * @param mean      mean over all customers, those with nothing too
 * @param variance  variance of one customer's number, at least 0
 */
record Sample(long customers, double mean, double variance) {
    static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Of any number, from its sum and its sum of squares; the variance is the unbiased one. */
    static Sample ofSums(long customers, double sum, double squares) {
        var mean = sum / customers;
        var variance = customers < 2 ? 0 : (squares - sum * mean) / (customers - 1);
        return new Sample(customers, mean, Math.max(0, variance));
    }

    /** Variance of the mean. */
    double varianceOfMean() {
        return variance / customers;
    }

    /** Standard error of the difference of two means. */
    static double standardError(Sample arm, Sample control) {
        return Math.sqrt(arm.varianceOfMean() + control.varianceOfMean());
    }

    /** Two-sided p-value of no difference, by the normal distribution. */
    static double pValue(Sample arm, Sample control) {
        var errors = Math.abs(arm.mean() - control.mean()) / standardError(arm, control);
        return 2 * NORMAL.survivalProbability(errors);
    }
}
