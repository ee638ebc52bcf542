package dev.rapport.schemas.campaign;

/** Names of arms that Rapport itself knows; a campaign names the others. */
public final class Arms {
    /** The arm of customers who get nothing, so that there is something to compare with. */
    public static final String HOLDOUT = "holdout";

    private Arms() {}

    /** Whether the customers of an arm get nothing. */
    public static boolean isHoldout(String arm) {
        return arm.equals(HOLDOUT);
    }
}
