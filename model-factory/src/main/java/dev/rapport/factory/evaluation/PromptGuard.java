package dev.rapport.factory.evaluation;

import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.inference.reply.guardrail.GlobalGuardrails;
import dev.rapport.inference.reply.guardrail.Guardrails;
import dev.rapport.inference.reply.guardrail.Verdict;
import dev.rapport.schemas.FinishReason;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Sampling;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The guardrails of the pipeline, for an example's prompt as if a campaign with the usual settings had written it. */
public final class PromptGuard {
    private static final int MAX_CHARACTERS = 1_000;
    private static final GlobalGuardrails GLOBAL = new GlobalGuardrails(MAX_CHARACTERS, List.of());
    private static final Sampling SAMPLING = Sampling.newBuilder()
            .setCandidates(1)
            .setMaxNewTokens(1)
            .setTemperature(0)
            .setTopK(0)
            .setTopP(1)
            .build();

    private final Guardrails guardrails;

    /** @param example its replies must mention the product, if there is one */
    public PromptGuard(GeneratedExample example) {
        guardrails = GLOBAL.of(prompt(example));
    }

    /** What speaks against this reply, which the model ended by itself; empty when it may be sent. */
    public List<Verdict> verdicts(String reply) {
        return verdicts(reply, FinishReason.EOS);
    }

    List<Verdict> verdicts(String reply, FinishReason finishReason) {
        return guardrails.verdicts(reply.strip(), finishReason);
    }

    private static Prompt prompt(GeneratedExample example) {
        var product = Optional.ofNullable(example.expected().get("product"));
        return Prompt.newBuilder()
                .setPromptId("")
                .setCustomerId("")
                .setCampaignId("")
                .setCampaignVersion(1)
                .setTemplateSha256("")
                .setArm("")
                .setChannel("")
                .setLanguage(example.language().code())
                .setText(example.prompt())
                .setSeed(0)
                .setSampling(SAMPLING)
                .setProduct(product.map(name -> Product.newBuilder()
                                .setProductId("")
                                .setName(name)
                                .build())
                        .orElse(null))
                .setMustMention(product.stream().toList())
                .setFallbackText("")
                .setTriggeredAt(Instant.EPOCH)
                .setTriggerReceivedAt(Instant.EPOCH)
                .build();
    }
}
