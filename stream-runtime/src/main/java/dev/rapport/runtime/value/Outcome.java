package dev.rapport.runtime.value;

import java.util.function.Function;

/**
 * What a check made of its input: a value, or the rule that the input breaks.
 *
 * @param <T> the value
 * @param <R> the rules, an enum of the contract
 */
public sealed interface Outcome<T, R extends Enum<R>> {
    /** Every rule is kept. */
    record Accepted<T, R extends Enum<R>>(T value) implements Outcome<T, R> {}

    /**
     * A rule is broken.
     *
     * @param detail one sentence: what, where, and what the rule expects; no values, as they may be personal
     */
    record Rejected<T, R extends Enum<R>>(R reason, String detail) implements Outcome<T, R> {}

    static <T, R extends Enum<R>> Outcome<T, R> accepted(T value) {
        return new Accepted<>(value);
    }

    static <T, R extends Enum<R>> Outcome<T, R> rejected(R reason, String detail) {
        return new Rejected<>(reason, detail);
    }

    /** Checks an accepted value further; a rejection stays as it is. */
    default <U> Outcome<U, R> then(Function<? super T, Outcome<U, R>> next) {
        if (this instanceof Accepted<T, R> accepted) {
            return next.apply(accepted.value());
        }
        var rejected = (Rejected<T, R>) this;
        return new Rejected<>(rejected.reason(), rejected.detail());
    }
}
