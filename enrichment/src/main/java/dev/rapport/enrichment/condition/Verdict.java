package dev.rapport.enrichment.condition;

/** What a condition says. */
public sealed interface Verdict {
    /** It holds. */
    record Match() implements Verdict {}

    /**
     * It does not hold.
     *
     * @param absent name of the field without a value that decided it, empty where every value was there; see docs/adr/0120
     */
    record NoMatch(String absent) implements Verdict {}

    /**
     * It could not be evaluated.
     *
     * @param why one clause, without values of the customer
     */
    record Failed(String why) implements Verdict {}

    default boolean isMatch() {
        return this instanceof Match;
    }
}
