package dev.rapport.quickstart.letters;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.text.GeneratedCandidate;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.schemas.FinishReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A planted bug: prompts with a word in them break the model, until it is mended. */
final class DefectiveGenerator implements TextGenerator {
    static final String WORD = "gargoyle";

    private volatile boolean broken = true;

    void mend() {
        broken = false;
    }

    @Override
    public ModelInfo info() {
        return new ModelInfo("planted", "0".repeat(64), "fp32", "planted 1.0");
    }

    @Override
    public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
        if (broken && request.prompt().contains(WORD)) {
            return CompletableFuture.failedFuture(new ModelException("planted: the model broke"));
        }
        var candidate = new GeneratedCandidate(" Have a look.", List.of(4, 5), -1.0, -0.5, FinishReason.EOS);
        return CompletableFuture.completedFuture(new GenerationResult.Generated(List.of(1, 2, 3), List.of(candidate)));
    }

    @Override
    public void close() {
        // It is used by the next worker.
    }
}
