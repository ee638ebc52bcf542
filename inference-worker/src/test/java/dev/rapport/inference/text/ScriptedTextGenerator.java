package dev.rapport.inference.text;

import dev.rapport.inference.model.ModelInfo;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The fake, but for prompts that the test has an answer of its own to. */
public final class ScriptedTextGenerator implements TextGenerator {
    private final FakeTextGenerator fake = new FakeTextGenerator();
    private final Function<GenerationRequest, Optional<CompletableFuture<GenerationResult>>> script;

    /** @param script empty for the fake's answer */
    public ScriptedTextGenerator(Function<GenerationRequest, Optional<CompletableFuture<GenerationResult>>> script) {
        this.script = script;
    }

    @Override
    public ModelInfo info() {
        return fake.info();
    }

    @Override
    public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
        return script.apply(request).orElseGet(() -> fake.submit(request));
    }

    @Override
    public void close() {}
}
