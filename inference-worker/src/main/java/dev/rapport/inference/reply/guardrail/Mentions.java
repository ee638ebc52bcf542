package dev.rapport.inference.reply.guardrail;

import java.util.Optional;

/** That what has to be mentioned is, to the letter and as a whole: a product's name that is nearly right is wrong. */
final class Mentions implements Guardrail {
    @Override
    public Optional<Verdict> check(Draft draft) {
        return Guardrail.failsIf(
                !draft.given().mustMention().stream().allMatch(part -> WholeText.isIn(draft.text(), part)),
                Verdict.MISSING_MENTION);
    }
}
