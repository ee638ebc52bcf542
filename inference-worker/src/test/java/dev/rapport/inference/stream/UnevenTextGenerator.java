package dev.rapport.inference.stream;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.TextGenerator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The fake's answers, each after a time of its own, so that they come in any order; two kinds of poison. */
final class UnevenTextGenerator implements TextGenerator {
    /** Ends the process while it is written. */
    static final String KILLS_THE_PROCESS = "kills the process";

    static final int KILLED = 77;

    private static final int ONE_IN = 50;
    private static final int SLOWER = 10;

    private final FakeTextGenerator fake = new FakeTextGenerator();
    private final ScheduledExecutorService model = Executors.newSingleThreadScheduledExecutor(runnable -> {
        var thread = new Thread(runnable, "uneven-model");
        thread.setDaemon(true);
        return thread;
    });
    private final Duration longest;
    private volatile boolean failed;

    /** @param longest time of most prompts; one in fifty takes ten times as long */
    UnevenTextGenerator(Duration longest) {
        this.longest = longest;
    }

    @Override
    public ModelInfo info() {
        return fake.info();
    }

    @Override
    public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
        var result = new CompletableFuture<GenerationResult>();
        var unused = model.schedule(() -> finish(request, result), delay(), TimeUnit.MILLISECONDS);
        return result;
    }

    @Override
    public void close() {
        model.shutdownNow();
    }

    private void finish(GenerationRequest request, CompletableFuture<GenerationResult> result) {
        if (result.isDone()) {
            return;
        }
        if (request.prompt().equals(KILLS_THE_PROCESS)) {
            Runtime.getRuntime().halt(KILLED);
        }
        // A model that has died does not answer others either.
        failed |= request.prompt().equals(FakeTextGenerator.BREAKS_THE_MODEL);
        if (failed) {
            result.completeExceptionally(new ModelException("the model failed"));
        } else {
            result.complete(fake.submit(request).join());
        }
    }

    private long delay() {
        var random = ThreadLocalRandom.current();
        var time = random.nextLong(1, longest.toMillis() + 1);
        return random.nextInt(ONE_IN) == 0 ? time * SLOWER : time;
    }
}
