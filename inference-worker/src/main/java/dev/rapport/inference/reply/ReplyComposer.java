package dev.rapport.inference.reply;

import dev.rapport.inference.GenerationRequest;
import dev.rapport.inference.GenerationResult;
import dev.rapport.inference.TextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Has prompts written and makes the one reply of each. Safe for use by several threads. */
public final class ReplyComposer {
    private final TextGenerator writer;
    private final ReplyAssembler assembler;
    private final InstantSource clock;

    /**
     * @param writer stays the caller's to close, after the last composition
     * @param clock  tells when a reply was finished
     */
    public ReplyComposer(TextGenerator writer, ReplyConfig config, InstantSource clock) {
        this.writer = writer;
        this.assembler = new ReplyAssembler(writer.info(), config.maxCharacters());
        this.clock = clock;
    }

    /**
     * Asks the model for a prompt; never blocks for long and never throws because of the prompt.
     *
     * @return completes on a thread of the generator, or at once: what follows it there must be short. Fails with
     *     {@link dev.rapport.inference.model.ModelException} when the model failed or the generator was closed, never
     *     because of the prompt: that is a fallback or a refusal. To cancel it gives up the prompt in the generator, too
     */
    public CompletableFuture<Reply> compose(Prompt prompt) {
        GenerationRequest request;
        try {
            request = request(prompt);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(
                    assembler.refuse(prompt, ReplyAssembler.INVALID_SAMPLING, clock.instant()));
        }
        var generation = writer.submit(request);
        var reply = generation.thenApply(result -> assemble(prompt, result));
        var unused = reply.whenComplete((done, error) -> {
            if (reply.isCancelled()) {
                generation.cancel(false);
            }
        });
        return reply;
    }

    private static GenerationRequest request(Prompt prompt) {
        return new GenerationRequest(prompt.getText(), SamplingSettings.of(prompt.getSampling()), prompt.getSeed());
    }

    private Reply assemble(Prompt prompt, GenerationResult result) {
        return assembler.assemble(prompt, result, clock.instant());
    }
}
