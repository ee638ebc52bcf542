package dev.rapport.inference;

import dev.rapport.inference.GenerationResult.Generated;
import dev.rapport.inference.GenerationResult.Refusal;
import dev.rapport.inference.GenerationResult.Refused;
import dev.rapport.inference.decoding.CandidateDecoding;
import dev.rapport.inference.decoding.Decoding;
import dev.rapport.inference.generation.Ranking;
import dev.rapport.inference.model.Tokenizer;
import dev.rapport.schemas.FinishReason;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A prompt on its way through the decode loop: its candidates, and who waits for them. */
final class GenerationJob implements Job {
    private final int[] prompt;
    private final List<CandidateDecoding> candidates;
    private final Tokenizer tokenizer;
    private final int endOfTextId;
    private final CompletableFuture<GenerationResult> result = new CompletableFuture<>();
    private int unfinished;

    GenerationJob(int[] prompt, GenerationRequest request, Tokenizer tokenizer, int endOfTextId) {
        this.prompt = prompt;
        this.tokenizer = tokenizer;
        this.endOfTextId = endOfTextId;
        this.candidates = IntStream.range(0, request.settings().candidates())
                .mapToObj(n -> new CandidateDecoding(prompt, request.settings(), request.seed(), n, endOfTextId))
                .toList();
        this.unfinished = candidates.size();
    }

    CompletableFuture<GenerationResult> result() {
        return result;
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
        if (candidates.stream().anyMatch(candidate -> candidate.finishReason() == FinishReason.OTHER)) {
            return new Refused(Refusal.MODEL_FAILED, "the model's logits are not finite", prompt.length);
        }
        var texts = candidates.stream().map(this::candidate).toList();
        return new Generated(Arrays.stream(prompt).boxed().toList(), Ranking.ranked(texts, GeneratedCandidate::score));
    }

    private GeneratedCandidate candidate(CandidateDecoding decoding) {
        var tokens = decoding.tokens();
        var text = tokenizer.decode(tokens.stream()
                .mapToInt(Integer::intValue)
                .filter(token -> token != endOfTextId)
                .toArray());
        return new GeneratedCandidate(
                text,
                tokens,
                decoding.logProbability(),
                Ranking.score(decoding.logProbability(), tokens.size()),
                decoding.finishReason());
    }
}
