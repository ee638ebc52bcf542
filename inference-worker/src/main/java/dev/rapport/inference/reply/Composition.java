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
 * One prompt on its way to its reply: the model writes candidates, and once more with another seed when none of them may be
 * sent. One step at a time: on the caller's thread, then on the generator's.
 */
final class Composition {
    private static final int MAX_ATTEMPTS = 2;

    private final Prompt prompt;
    private final SamplingSettings settings;
    private final Guardrails guardrails;
    private final WorkerContext worker;
    private final List<Attempt> attempts = new ArrayList<>();
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<GenerationResult> generation;

    /** What all compositions of a worker share. */
    record WorkerContext(TextGenerator writer, ReplyAssembler assembler, InstantSource clock) {}

    Composition(Prompt prompt, SamplingSettings settings, Guardrails guardrails, WorkerContext worker) {
        this.prompt = prompt;
        this.settings = settings;
        this.guardrails = guardrails;
        this.worker = worker;
    }

    /** Submits the first attempt. */
    CompletableFuture<Reply> start() {
        var unused = reply.whenComplete((done, error) -> cancelGenerationIfCancelled());
        submit();
        return reply;
    }

    private void submit() {
        var submitted = worker.writer().submit(request());
        generation = submitted;
        // A cancellation meanwhile did not reach this attempt.
        cancelGenerationIfCancelled();
        var unused = submitted.whenComplete(this::generated);
    }

    private GenerationRequest request() {
        var seed = RetrySeed.of(prompt.getSeed(), attempts.size() + 1);
        var request = new GenerationRequest(
                prompt.getText(),
                settings,
                seed,
                PromptTerms.priority(prompt),
                PromptTerms.timeLeft(prompt, worker.clock().instant()));
        return prompt.getRules().getOverflow() == PromptOverflow.TRUNCATE_LEFT
                ? request.withOverflow(Overflow.TRUNCATE_LEFT)
                : request;
    }

    private void cancelGenerationIfCancelled() {
        var running = generation;
        if (reply.isCancelled() && running != null) {
            running.cancel(false);
        }
    }

    private void generated(@Nullable GenerationResult result, @Nullable Throwable error) {
        if (result == null) {
            reply.completeExceptionally(
                    error == null ? new IllegalStateException("the generator completed without a result") : error);
            return;
        }
        try {
            accept(result);
        } catch (RuntimeException | Error e) {
            // An error too: otherwise the reply would never be completed.
            reply.completeExceptionally(e);
        }
    }

    private void accept(GenerationResult result) {
        if (result instanceof Generated generated) {
            var attempt = judged(generated);
            attempts.add(attempt);
            if (attempt.chosen().isEmpty() && mayTryAgain()) {
                submit();
                return;
            }
        } else if (attempts.isEmpty()) {
            reply.complete(worker.assembler()
                    .refuse(prompt, guardrails, (Refused) result, worker.clock().instant()));
            return;
        }
        // A second attempt that is refused leaves the candidates of the first.
        reply.complete(worker.assembler()
                .assemble(prompt, guardrails, attempts, worker.clock().instant()));
    }

    /** A greedy second attempt writes the same; and no attempt passes a check that only a person can do. */
    private boolean mayTryAgain() {
        return attempts.size() < MAX_ATTEMPTS
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
