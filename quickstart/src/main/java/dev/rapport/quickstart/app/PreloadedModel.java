package dev.rapport.quickstart.app;

import dev.rapport.inference.app.InferenceServiceFactory;
import dev.rapport.inference.engine.GeneratorConfig;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.text.TextGenerator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Loads the model on a thread of its own while Kafka starts; the worker then finds it ready. A worker that is configured
 * otherwise than expected loads its own.
 */
final class PreloadedModel implements InferenceServiceFactory.Opener, AutoCloseable {
    private final String reference;
    private final CompletableFuture<LocalTextGenerator> loading;
    private boolean taken;

    /** Begins to load. */
    PreloadedModel(String reference) {
        this.reference = reference;
        this.loading = CompletableFuture.supplyAsync(
                () -> LocalTextGenerator.open(reference, GeneratorConfig.DEFAULT), task -> {
                    var thread = new Thread(task, "rapport-model-preload");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    @Override
    public synchronized TextGenerator open(String model, GeneratorConfig config) {
        if (taken || !model.equals(reference) || !config.equals(GeneratorConfig.DEFAULT)) {
            return LocalTextGenerator.open(model, config);
        }
        taken = true;
        try {
            return loading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ModelException known ? known : e;
        }
    }

    /** Gives back a model that nobody took. */
    @Override
    public synchronized void close() {
        if (!taken) {
            taken = true;
            loading.handle(PreloadedModel::discard).join();
        }
    }

    private static boolean discard(@Nullable LocalTextGenerator generator, @Nullable Throwable failure) {
        if (generator != null) {
            generator.close();
        }
        return failure == null;
    }
}
