package dev.rapport.inference.stream;

import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.ScriptedTextGenerator;
import dev.rapport.inference.text.TextGenerator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** Prompts that the model never finishes; it answers all others at once. */
final class HeldPrompts {
    private final Queue<CompletableFuture<GenerationResult>> held = new ConcurrentLinkedQueue<>();
    private final Predicate<String> condition;

    /** @param condition on the text of a prompt */
    HeldPrompts(Predicate<String> condition) {
        this.condition = condition;
    }

    Queue<CompletableFuture<GenerationResult>> held() {
        return held;
    }

    TextGenerator generator() {
        return new ScriptedTextGenerator(request -> {
            if (!condition.test(request.prompt())) {
                return Optional.empty();
            }
            var never = new CompletableFuture<GenerationResult>();
            held.add(never);
            return Optional.of(never);
        });
    }
}
