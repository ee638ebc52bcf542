package dev.rapport.inference.reply;

import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.inference.text.GeneratedCandidate;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.schemas.FinishReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Remembers what it is asked; gives the answers it was told in their order, and then keeps everybody waiting. */
final class TestingTextGenerator implements TextGenerator {
    final List<GenerationRequest> requests = new ArrayList<>();
    final List<CompletableFuture<GenerationResult>> results = new ArrayList<>();
    private final Queue<GenerationResult> answers = new ArrayDeque<>();

    TestingTextGenerator answering(GenerationResult answer) {
        answers.add(answer);
        return this;
    }

    /** A result of candidates that end by themselves, each less likely than the one before. */
    static Generated generated(String... texts) {
        var candidates = new ArrayList<GeneratedCandidate>();
        for (var text : texts) {
            candidates.add(candidate(text, -1.5 - candidates.size(), FinishReason.EOS));
        }
        return new Generated(List.of(1, 2, 3), candidates);
    }

    static GeneratedCandidate candidate(String text, double score, FinishReason finishReason) {
        return new GeneratedCandidate(text, List.of(4, 5), 2 * score, score, finishReason);
    }

    @Override
    public ModelInfo info() {
        return FakeTextGenerator.INFO;
    }

    @Override
    public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
        requests.add(request);
        var result = new CompletableFuture<GenerationResult>();
        results.add(result);
        if (!answers.isEmpty()) {
            result.complete(answers.remove());
        }
        return result;
    }

    @Override
    public void close() {}
}
