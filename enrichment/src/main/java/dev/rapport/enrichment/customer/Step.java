package dev.rapport.enrichment.customer;

/** One thing that is done about an event. Pure: what it reads and what it changes is in the draft. */
@FunctionalInterface
public interface Step {
    /** The draft as this step leaves it; the same one when it changes nothing. */
    Draft apply(Draft draft);
}
