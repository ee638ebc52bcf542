package dev.rapport.inference.reply;

import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.reply.guardrail.GlobalGuardrails;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Has prompts written, and makes the one reply of each. Safe for use by several threads. */
public final class ReplyComposer {
    /** Any model that works can answer it. Ahead of all prompts: it shows whether they may be given to the model at all. */
    private static final GenerationRequest PROBE = new GenerationRequest("Hello", SamplingSettings.greedy(1), 0);

    private final Composition.WorkerContext worker;
    private final GlobalGuardrails guardrails;
    private final Predicate<String> isPaused;

    /**
     * @param writer stays the caller's to close, after the last composition
     * @param clock  for when a reply is finished, and when a prompt has expired
     */
    public ReplyComposer(TextGenerator writer, ReplyConfig config, InstantSource clock) {
        this(writer, config, clock, campaignId -> false);
    }

    /** @param isPaused whether nothing is written for the campaign of an id now; asked before the model is */
    public ReplyComposer(TextGenerator writer, ReplyConfig config, InstantSource clock, Predicate<String> isPaused) {
        this.isPaused = isPaused;
        this.worker = new Composition.WorkerContext(writer, new ReplyAssembler(writer.info()), clock);
        this.guardrails = new GlobalGuardrails(config.maxCharacters(), config.blockedWords());
    }

    /**
     * Has the model write for a prompt, twice where none of its first candidates may be sent; never blocks for long and never
     * throws because of the prompt.
     *
     * @return completes on a thread of the generator, or at once: what follows it there must be short. Fails with
     *     {@link dev.rapport.inference.model.ModelException} when the model failed or the generator was closed, never
     *     because of the prompt: that is a fallback or a refusal. Cancelling it cancels the prompt in the generator, too
     */
    public CompletableFuture<Reply> compose(Prompt prompt) {
        var rules = guardrails.of(prompt);
        var now = worker.clock().instant();
        if (PromptTerms.isExpired(prompt, now)) {
            return CompletableFuture.completedFuture(ReplyAssembler.expired(prompt, now));
        }
        if (isPaused.test(prompt.getCampaignId())) {
            return CompletableFuture.completedFuture(ReplyAssembler.paused(prompt, now));
        }
        if (!PromptTerms.mayBeWrittenBy(prompt, worker.writer().info().id())) {
            return CompletableFuture.completedFuture(
                    worker.assembler().refuse(prompt, rules, ReplyAssembler.MODEL_NOT_SERVED, now));
        }
        SamplingSettings settings;
        try {
            settings = SamplingSettings.of(prompt.getSampling());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(
                    worker.assembler().refuse(prompt, rules, ReplyAssembler.INVALID_SAMPLING, now));
        }
        return new Composition(prompt, settings, rules, worker).start();
    }

    /**
     * Gives the model a short prompt of our own, once; any answer will do.
     *
     * @return completes when the model has answered; fails as {@link #compose} does
     */
    public CompletableFuture<GenerationResult> probe() {
        return worker.writer().submit(PROBE);
    }
}
