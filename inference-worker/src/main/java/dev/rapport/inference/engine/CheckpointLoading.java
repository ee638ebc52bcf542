package dev.rapport.inference.engine;

import dev.rapport.inference.generation.TokenRules;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.djl.DjlLanguageModel;
import java.util.function.Supplier;

/** Loads a model on the thread that will own it, and remembers what it is. */
final class CheckpointLoading implements Supplier<LanguageModel> {
    private final Checkpoint checkpoint;
    private final GeneratorConfig config;
    private volatile ModelInfo info = new ModelInfo("", "", "", "");

    CheckpointLoading(Checkpoint checkpoint, GeneratorConfig config) {
        this.checkpoint = checkpoint;
        this.config = config;
    }

    @Override
    public LanguageModel get() {
        var model = DjlLanguageModel.load(
                checkpoint,
                config.device(),
                config.precision(),
                config.cacheBytes(),
                config.batching().maxSlots());
        info = model.info().withSamplerVersion(TokenRules.VERSION);
        return model;
    }

    ModelInfo info() {
        return info;
    }
}
