package dev.rapport.inference.reply;

import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.reply.guardrail.Guardrails;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Has prompts written and makes the one reply of each. Safe for use by several threads. */
public final class ReplyComposer {
    /** What every model can answer that can answer at all. */
    private static final GenerationRequest QUESTION = new GenerationRequest("Hello", SamplingSettings.greedy(1), 0);

    private final Composition.Making making;
    private final Guardrails.Everywhere guardrails;

    /**
     * @param writer stays the caller's to close, after the last composition
     * @param clock  tells when a reply was finished
     */
    public ReplyComposer(TextGenerator writer, ReplyConfig config, InstantSource clock) {
        this.making = new Composition.Making(writer, new ReplyAssembler(writer.info()), clock);
        this.guardrails = new Guardrails.Everywhere(config.maxCharacters(), config.blockedWords());
    }

    /**
     * Asks the model for a prompt, twice where nothing of its first candidates may be sent; never blocks for long and never
     * throws because of the prompt.
     *
     * @return completes on a thread of the generator, or at once: what follows it there must be short. Fails with
     *     {@link dev.rapport.inference.model.ModelException} when the model failed or the generator was closed, never
     *     because of the prompt: that is a fallback or a refusal. To cancel it gives up the prompt in the generator, too
     */
    public CompletableFuture<Reply> compose(Prompt prompt) {
        var rules = guardrails.of(prompt);
        SamplingSettings settings;
        try {
            settings = SamplingSettings.of(prompt.getSampling());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(making.assembler()
                    .refuse(
                            prompt,
                            rules,
                            ReplyAssembler.INVALID_SAMPLING,
                            making.clock().instant()));
        }
        return new Composition(prompt, settings, rules, making).start();
    }

    /**
     * Asks the model a short question of our own, once, whatever it makes of it.
     *
     * @return completes when the model has answered; fails as {@link #compose} does
     */
    public CompletableFuture<GenerationResult> probe() {
        return making.writer().submit(QUESTION);
    }
}
