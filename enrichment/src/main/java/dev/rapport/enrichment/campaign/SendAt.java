package dev.rapport.enrichment.campaign;

/** At which time of the day a campaign's messages are delivered. */
public enum SendAt {
    AT_ONCE,
    /** In the hour in which the customer usually comes; at once while that is not known. */
    USUAL_HOUR
}
