package dev.rapport.factory.evaluation;

import java.util.Set;

/**
 * What one reply got right and wrong.
 *
 * @param required     fields whose values it must repeat
 * @param right     those of them that it repeats verbatim, every time it mentions them
 * @param price     whether it names an amount of money that the prompt does not give
 * @param discount  whether it promises a discount that the prompt does not give
 * @param code      whether it names a code or another number that the prompt does not give
 * @param corrupted whether it holds a word that neither the prompt nor any phrase has
 * @param passes    whether the guardrails of the pipeline let it pass
 */
record Findings(
        Set<String> required,
        Set<String> right,
        boolean price,
        boolean discount,
        boolean code,
        boolean corrupted,
        boolean passes) {
    /** Whether every value is right. */
    boolean complete() {
        return right.containsAll(required);
    }

    /** Whether it could be sent as it is. */
    boolean sendable() {
        return complete() && !price && !discount && !code && !corrupted && passes;
    }
}
