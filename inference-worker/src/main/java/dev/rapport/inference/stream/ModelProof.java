package dev.rapport.inference.stream;

import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.Sampling;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether the model has answered anything since this worker started. A suspect is not started before: where nothing can be
 * answered, a worker that ends proves nothing against the prompt it ended with. One thread.
 */
final class ModelProof {
    private static final Prompt QUESTION = Prompt.newBuilder()
            .setPromptId("")
            .setCustomerId("")
            .setCampaignId("")
            .setCampaignVersion(1)
            .setTemplateSha256("")
            .setArm("")
            .setChannel("")
            .setLanguage("en")
            .setText("Hello")
            .setSeed(0)
            .setSampling(Sampling.newBuilder()
                    .setCandidates(1)
                    .setMaxNewTokens(1)
                    .setTemperature(1)
                    .setTopK(0)
                    .setTopP(1)
                    .build())
            .setFallbackText("")
            .setTriggeredAt(Instant.EPOCH)
            .setTriggerReceivedAt(Instant.EPOCH)
            .build();

    private final ReplyComposer composer;
    private @Nullable CompletableFuture<Reply> answer;
    private boolean given;

    ModelProof(ReplyComposer composer) {
        this.composer = composer;
    }

    /** Asks a question of our own, once. */
    void ask() {
        if (answer == null) {
            answer = composer.compose(QUESTION);
        }
    }

    /** It has answered a prompt. */
    void give() {
        given = true;
    }

    /** @throws java.util.concurrent.CompletionException when it cannot answer the question */
    boolean isGiven() {
        if (!given && answer != null && answer.isDone()) {
            answer.join();
            given = true;
        }
        return given;
    }
}
