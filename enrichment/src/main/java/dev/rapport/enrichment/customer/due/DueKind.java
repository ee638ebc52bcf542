package dev.rapport.enrichment.customer.due;

/** Why a customer is looked at again. */
public enum DueKind {
    /** What a campaign waits for may not have followed. */
    ABSENCE,
    /** Their session may have ended. */
    SESSION_END
}
