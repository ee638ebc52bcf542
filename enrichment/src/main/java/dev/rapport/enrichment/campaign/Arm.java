package dev.rapport.enrichment.campaign;

/**
 * One of the ways a campaign writes.
 *
 * @param name   what templates and metrics call it; never {@link #HOLDOUT}
 * @param weight share of the customers that are written to
 */
public record Arm(String name, Share weight) {
    /** The arm of customers who get nothing, so that there is something to compare with. */
    public static final String HOLDOUT = "holdout";
}
