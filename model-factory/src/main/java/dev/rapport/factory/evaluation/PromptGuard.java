package dev.rapport.factory.evaluation;

import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.inference.reply.guardrail.GlobalGuardrails;
import dev.rapport.inference.reply.guardrail.Guardrails;
import dev.rapport.inference.reply.guardrail.PromptFacts;
import dev.rapport.inference.reply.guardrail.Verdict;
import dev.rapport.schemas.FinishReason;
import java.util.List;
import java.util.stream.Stream;

/** The guardrails of the pipeline, for an example's prompt as if a campaign without rules of its own had written it. */
public final class PromptGuard {
    private static final int MAX_CHARACTERS = 1_000;
    private static final GlobalGuardrails GLOBAL = new GlobalGuardrails(MAX_CHARACTERS, List.of());

    private final Guardrails guardrails;

    /** @param example its replies must mention the product, if there is one */
    public PromptGuard(GeneratedExample example) {
        var product = Stream.ofNullable(example.expected().get("product")).toList();
        guardrails = GLOBAL.of(PromptFacts.of(example.language().code(), example.prompt(), product));
    }

    /** What speaks against this reply, which the model ended by itself; empty when it may be sent. */
    public List<Verdict> verdicts(String reply) {
        return verdicts(reply, FinishReason.EOS);
    }

    List<Verdict> verdicts(String reply, FinishReason finishReason) {
        return guardrails.verdicts(reply.strip(), finishReason);
    }
}
