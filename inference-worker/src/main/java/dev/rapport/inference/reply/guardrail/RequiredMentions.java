package dev.rapport.inference.reply.guardrail;

import java.util.Optional;

/** That every required text is mentioned, verbatim and as a whole: a product's name that is nearly right is wrong. */
final class RequiredMentions implements Guardrail {
    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        return Guardrail.failsIf(
                !candidate.facts().mustMention().stream().allMatch(part -> WholeText.isIn(candidate.text(), part)),
                Verdict.MISSING_MENTION);
    }
}
