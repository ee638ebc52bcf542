package dev.rapport.inference.engine;

import dev.rapport.inference.decoding.CandidateDecoding;
import dev.rapport.inference.decoding.Decoding;
import dev.rapport.inference.generation.Ranking;
import dev.rapport.inference.text.GeneratedCandidate;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.schemas.FinishReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A prompt on its way through the decode loop: its candidates, and the future of their result. */
final class GenerationJob implements Job {
    private final int[] prompt;
    private final GenerationRequest request;
    private final int droppedTokens;
    private final List<CandidateDecoding> candidates;
    private final CompletableFuture<GenerationResult> result = new CompletableFuture<>();
    private int unfinished;

    /**
     * A prompt.
     *
     * @param prompt        what the model reads
     * @param droppedTokens tokens of the request's text before it
     */
    GenerationJob(int[] prompt, int droppedTokens, GenerationRequest request, List<CandidateDecoding> candidates) {
        this.prompt = prompt;
        this.droppedTokens = droppedTokens;
        this.request = request;
        this.candidates = List.copyOf(candidates);
        this.unfinished = candidates.size();
    }

    CompletableFuture<GenerationResult> result() {
        return result;
    }

    @Override
    public int[] prompt() {
        return prompt;
    }

    @Override
    public int maxNewTokens() {
        return request.settings().maxNewTokens();
    }

    @Override
    public int priority() {
        return request.priority();
    }

    @Override
    public Optional<Duration> maxWait() {
        return request.maxWait();
    }

    @Override
    public List<CandidateDecoding> decodings() {
        return candidates;
    }

    @Override
    public void ended(Decoding decoding) {
        unfinished--;
        if (unfinished == 0) {
            try {
                result.complete(outcome());
            } catch (RuntimeException e) {
                // Others in the batch go on.
                fail(e);
            }
        }
    }

    @Override
    public void fail(RuntimeException cause) {
        result.completeExceptionally(cause);
    }

    private GenerationResult outcome() {
        if (candidates.stream().anyMatch(CandidateDecoding::isLate)) {
            return new Refused(Refusal.EXPIRED, "the prompt waited longer than it may", prompt.length);
        }
        if (candidates.stream().anyMatch(candidate -> candidate.finishReason() == FinishReason.OTHER)) {
            return new Refused(Refusal.MODEL_FAILED, "the model's logits are not finite", prompt.length);
        }
        var texts = candidates.stream().map(GenerationJob::candidate).toList();
        return new Generated(
                Arrays.stream(prompt).boxed().toList(),
                prompt.length,
                Ranking.ranked(texts, GeneratedCandidate::score),
                droppedTokens);
    }

    private static GeneratedCandidate candidate(CandidateDecoding decoding) {
        var tokens = decoding.tokens();
        return new GeneratedCandidate(
                decoding.text(),
                tokens,
                decoding.logProbability(),
                Ranking.score(decoding.logProbability(), tokens.size()),
                decoding.finishReason());
    }
}
