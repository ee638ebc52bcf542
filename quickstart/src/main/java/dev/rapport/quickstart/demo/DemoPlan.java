package dev.rapport.quickstart.demo;

/**
 * What the simulated shop is like.
 *
 * @param seed      the same seed gives the same catalogue, shoppers and visits
 * @param customers shoppers, at least 1
 * @param rate      events a second that visits make in the mean, positive; engagement comes on top
 * @param runId     keeps message ids of several runs on the same data apart
 */
public record DemoPlan(long seed, int customers, double rate, String runId) {
    private static final int MAX_CUSTOMERS = 99_999;

    public DemoPlan {
        if (customers < 1 || customers > MAX_CUSTOMERS) {
            throw new IllegalArgumentException("customers is " + customers + "; it must be 1 to " + MAX_CUSTOMERS);
        }
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("rate is " + rate + "; it must be positive");
        }
    }
}
