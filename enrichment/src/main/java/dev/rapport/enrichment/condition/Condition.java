package dev.rapport.enrichment.condition;

/** A condition that was compiled once. Immutable, thread-safe; two of the same text are equal. */
public interface Condition {
    /** As its author wrote it. */
    String text();

    /** Whether it holds. Never throws: what goes wrong is a {@link Verdict.Failed}. */
    Verdict matches(Context context);
}
