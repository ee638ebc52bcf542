package dev.rapport.enrichment.campaign;

/** What a campaign writes about, and so which product its prompts name. */
public enum Kind {
    /** A product like that of the event; without one nothing is written. */
    RECOMMENDATION,
    /** The product of the event if it names one; without it the offer is for anything. Not for what is sold out. */
    OFFER,
    /** The product of the event; without one nothing is written. */
    POST,
    /** What a customer asked, and the product of the event if it names one. */
    SUPPORT,
    /** A conversation, and the product of the event if it names one. */
    SUMMARY
}
