package dev.rapport.inference.reply;

import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.reply.guardrail.Guardrails;
import dev.rapport.inference.reply.guardrail.Verdict;
import dev.rapport.inference.text.GeneratedCandidate;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationRequest.Overflow;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.schemas.Candidate;
import dev.rapport.schemas.FitCheck;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.PromptOverflow;
import dev.rapport.schemas.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One prompt on its way to its reply: the model is asked, and once more with another seed when nothing of what it wrote
 * may be sent. One step at a time: on the caller's thread, then on the generator's.
 */
final class Composition {
    private static final int MOST_ATTEMPTS = 2;

    private final Prompt prompt;
    private final SamplingSettings settings;
    private final Guardrails guardrails;
    private final Making making;
    private final List<Attempt> attempts = new ArrayList<>();
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<GenerationResult> generation;

    /** What every composition of a worker needs. */
    record Making(TextGenerator writer, ReplyAssembler assembler, InstantSource clock) {}

    Composition(Prompt prompt, SamplingSettings settings, Guardrails guardrails, Making making) {
        this.prompt = prompt;
        this.settings = settings;
        this.guardrails = guardrails;
        this.making = making;
    }

    /** Asks the model for the first time. */
    CompletableFuture<Reply> start() {
        var unused = reply.whenComplete((done, error) -> giveUpIfCancelled());
        ask();
        return reply;
    }

    private void ask() {
        var asked = making.writer().submit(request());
        generation = asked;
        // Whoever cancelled meanwhile did not know of this one.
        giveUpIfCancelled();
        var unused = asked.whenComplete(this::answered);
    }

    private GenerationRequest request() {
        var seed = RetrySeed.of(prompt.getSeed(), attempts.size() + 1);
        var request = new GenerationRequest(prompt.getText(), settings, seed);
        return prompt.getRules().getOverflow() == PromptOverflow.TRUNCATE_LEFT
                ? request.withOverflow(Overflow.TRUNCATE_LEFT)
                : request;
    }

    private void giveUpIfCancelled() {
        var running = generation;
        if (reply.isCancelled() && running != null) {
            running.cancel(false);
        }
    }

    private void answered(@Nullable GenerationResult result, @Nullable Throwable error) {
        if (result == null) {
            reply.completeExceptionally(
                    error == null ? new IllegalStateException("the generator answered nothing") : error);
            return;
        }
        try {
            take(result);
        } catch (RuntimeException | Error e) {
            // An error too: whoever waits would wait for ever.
            reply.completeExceptionally(e);
        }
    }

    private void take(GenerationResult result) {
        if (result instanceof Generated generated) {
            var attempt = judged(generated);
            attempts.add(attempt);
            if (attempt.chosen().isEmpty() && mayTryAgain()) {
                ask();
                return;
            }
        } else if (attempts.isEmpty()) {
            reply.complete(making.assembler()
                    .refuse(prompt, guardrails, (Refused) result, making.clock().instant()));
            return;
        }
        // A second attempt that was refused leaves what the first one brought.
        reply.complete(making.assembler()
                .assemble(prompt, guardrails, attempts, making.clock().instant()));
    }

    /** Without dice a second attempt writes the same; what only a person can judge no attempt makes fit. */
    private boolean mayTryAgain() {
        return attempts.size() < MOST_ATTEMPTS
                && !settings.isGreedy()
                && prompt.getRules().getFit() != FitCheck.REVIEW
                && !reply.isDone();
    }

    private Attempt judged(Generated generated) {
        var candidates = generated.candidates().stream()
                .map(this::judged)
                .sorted(CandidateOrder.of(prompt))
                .toList();
        return new Attempt(generated.promptTokenCount(), generated.droppedPromptTokens(), candidates);
    }

    private Candidate judged(GeneratedCandidate candidate) {
        var text = candidate.text().strip();
        return Candidate.newBuilder()
                .setText(text)
                .setTokens(candidate.tokenCount())
                .setLogProbability(candidate.isScored() ? candidate.logProbability() : 0)
                .setScore(candidate.isScored() ? candidate.score() : 0)
                .setScored(candidate.isScored())
                .setFinishReason(candidate.finishReason())
                .setVerdicts(guardrails.verdicts(text, candidate.finishReason()).stream()
                        .map(Verdict::code)
                        .toList())
                .setAttempt(attempts.size() + 1)
                .build();
    }
}
