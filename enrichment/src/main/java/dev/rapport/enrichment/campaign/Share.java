package dev.rapport.enrichment.campaign;

/**
 * A share of customers.
 *
 * @param buckets hundredths of a percent, 0 to 10,000
 */
public record Share(int buckets) {
    /** Buckets of the whole. */
    public static final int WHOLE = 10_000;

    public static final Share NONE = new Share(0);

    public Share {
        if (buckets < 0 || buckets > WHOLE) {
            throw new IllegalArgumentException("a share must be between 0% and 100%");
        }
    }

    /** As a probability. */
    public double probability() {
        return (double) buckets / WHOLE;
    }
}
