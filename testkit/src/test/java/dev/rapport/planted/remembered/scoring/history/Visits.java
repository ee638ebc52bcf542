package dev.rapport.planted.remembered.scoring.history;

/** R10: a history that takes what it should record. */
public record Visits(int count) {
    /** Does it. */
    public Visits take() {
        return new Visits(count + 1);
    }
}
