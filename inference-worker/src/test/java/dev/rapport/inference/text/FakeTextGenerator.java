package dev.rapport.inference.text;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.schemas.FinishReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Answers every prompt with its own words; prompts of the words below behave badly. */
public final class FakeTextGenerator implements TextGenerator {
    public static final String TOO_LONG = "too long";
    public static final String BREAKS_THE_MODEL = "breaks the model";
    public static final ModelInfo INFO = new ModelInfo("fake", "0".repeat(64), "fp32", "fake 1.0");

    @Override
    public ModelInfo info() {
        return INFO;
    }

    @Override
    public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
        return request.prompt().equals(BREAKS_THE_MODEL)
                ? CompletableFuture.failedFuture(new ModelException("the model failed"))
                : CompletableFuture.completedFuture(answer(request));
    }

    @Override
    public void close() {}

    private static GenerationResult answer(GenerationRequest request) {
        return switch (request.prompt()) {
            case TOO_LONG -> new Refused(Refusal.PROMPT_TOO_LONG, "the prompt is too long", 2_000);
            default ->
                new Generated(
                        List.of(1, 2, 3),
                        List.of(new GeneratedCandidate(
                                " Re: " + request.prompt(), List.of(4, 5), -1.0, -0.5, FinishReason.EOS)));
        };
    }
}
