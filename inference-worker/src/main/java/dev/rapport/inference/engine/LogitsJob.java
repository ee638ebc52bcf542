package dev.rapport.inference.engine;

import dev.rapport.inference.decoding.Decoding;
import dev.rapport.inference.decoding.FirstLogits;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A prompt of which the first logits are wanted. */
final class LogitsJob implements Job {
    private final int[] prompt;
    private final FirstLogits decoding = new FirstLogits();
    private final CompletableFuture<float[]> result = new CompletableFuture<>();

    LogitsJob(int[] prompt) {
        this.prompt = prompt;
    }

    CompletableFuture<float[]> result() {
        return result;
    }

    @Override
    public int[] prompt() {
        return prompt;
    }

    @Override
    public int maxNewTokens() {
        return 1;
    }

    @Override
    public List<FirstLogits> decodings() {
        return List.of(decoding);
    }

    @Override
    public void ended(Decoding ended) {
        result.complete(decoding.logits());
    }

    @Override
    public void fail(RuntimeException cause) {
        result.completeExceptionally(cause);
    }
}
