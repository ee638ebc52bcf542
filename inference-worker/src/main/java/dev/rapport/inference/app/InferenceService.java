package dev.rapport.inference.app;

import dev.rapport.inference.consent.ConsentFollower;
import dev.rapport.inference.stream.PromptStream;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.service.Service;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inference worker: loads its model when it starts, then answers prompts until it is closed. */
final class InferenceService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(InferenceService.class);

    private final Supplier<TextGenerator> model;
    private final Function<TextGenerator, PromptStream> wiring;
    private final ConsentFollower consents;
    private @Nullable TextGenerator writer;
    private volatile @Nullable PromptStream stream;
    private boolean closed;

    InferenceService(
            Supplier<TextGenerator> model, Function<TextGenerator, PromptStream> wiring, ConsentFollower consents) {
        this.consents = consents;
        this.model = model;
        this.wiring = wiring;
    }

    @Override
    public String name() {
        return "inference-worker";
    }

    /** Returns when the model is loaded: seconds, or a minute for a large one. Prompts are taken once consents are known. */
    @Override
    public void start(Consumer<Throwable> onFailure) {
        var loaded = model.get();
        writer = loaded;
        LOG.atInfo()
                .addKeyValue("model", loaded.info().id())
                .addKeyValue("precision", loaded.info().precision())
                .log("model loaded");
        var started = wiring.apply(loaded);
        stream = started;
        consents.start(() -> take(started, onFailure), onFailure);
    }

    private synchronized void take(PromptStream prompts, Consumer<Throwable> onFailure) {
        if (!closed) {
            prompts.start(onFailure);
        }
    }

    @Override
    public Health health() {
        var running = stream;
        if (running == null) {
            return new Health(true, false, "model is loading");
        }
        return consents.hasFailed() ? new Health(false, false, "consents are not followed") : running.health();
    }

    @Override
    public List<HttpRoutes> routes() {
        return List.of();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        var running = stream;
        if (running != null) {
            running.close();
            consents.close();
        }
        if (writer != null) {
            writer.close();
        }
    }
}
