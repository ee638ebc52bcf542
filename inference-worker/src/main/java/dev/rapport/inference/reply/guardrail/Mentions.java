package dev.rapport.inference.reply.guardrail;

import java.util.Optional;

/** That what has to be mentioned is, to the letter: a product's name that is nearly right is wrong. */
final class Mentions implements Guardrail {
    @Override
    public Optional<Verdict> check(Draft draft) {
        return Guardrail.failsIf(
                !draft.given().mustMention().stream().allMatch(draft.text()::contains), Verdict.MISSING_MENTION);
    }
}
