package dev.rapport.enrichment.customer.due;

/** Why a customer is looked at again. */
public enum DueKind {
    /** Their session may have ended. */
    SESSION_END
}
