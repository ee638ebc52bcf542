package dev.rapport.scoring.experiment;

/**
 * Mean and variance of one number per customer.
 *
 * @param customers number of customers, at least 0
 * @param mean      mean over all customers, those with nothing too; NaN without customers
 * @param variance  variance of one customer's number, at least 0
 */
record Sample(long customers, double mean, double variance) {
    /** Of a number that is 1 for those who converted and 0 for the others. */
    static Sample ofShare(long customers, long converted) {
        var rate = (double) converted / customers;
        return new Sample(customers, rate, Math.max(0, rate * (1 - rate)));
    }

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
}
