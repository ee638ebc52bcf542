package dev.rapport.schemas.consent;

/** Purposes of writing to a customer that Rapport itself knows; shops have others of their own. */
public final class Purposes {
    /** The purpose of a campaign that names none. */
    public static final String MARKETING = "marketing";

    /** The customer has requested the text, as an answer to a question: no consent is needed. */
    public static final String NONE = "none";

    private Purposes() {}

    /** Whether a customer is written to only with their consent. */
    public static boolean needsConsent(String purpose) {
        return !purpose.equals(NONE);
    }
}
