package dev.rapport.inference.model.djl;

import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.StepInput;
import dev.rapport.inference.model.StepOutput;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.checkpoint.Gpt2Config;

/** GPT-2 on PyTorch, 32-bit floats, CPU. A step costs one call into native code. */
public final class DjlLanguageModel implements LanguageModel {
    /** Tokens of a page: large enough for fast lookups, small enough to waste little. */
    private static final int PAGE_TOKENS = 64;

    private final Gpt2Module module;
    private final ModelShape shape;
    private final ModelInfo info;
    private boolean closed;

    private DjlLanguageModel(Gpt2Module module, ModelShape shape, ModelInfo info) {
        this.module = module;
        this.shape = shape;
        this.info = info;
    }

    /**
     * Reads the weights into the engine.
     *
     * @param cacheBytes memory for cached keys and values; at least one sequence of full length is always held
     * @param maxSequences sequences decoded together: the cache never gets larger than they can use
     */
    public static DjlLanguageModel load(Checkpoint checkpoint, long cacheBytes, int maxSequences) {
        return load(checkpoint, cacheBytes, maxSequences, Gpt2Module::load);
    }

    /** The same without what only some libtorch have. */
    static DjlLanguageModel loadPortable(Checkpoint checkpoint, long cacheBytes, int maxSequences) {
        return load(checkpoint, cacheBytes, maxSequences, Gpt2Module::loadPortable);
    }

    private static DjlLanguageModel load(
            Checkpoint checkpoint, long cacheBytes, int maxSequences, ModuleLoader loader) {
        var config = checkpoint.config();
        var pages = pages(config, cacheBytes, maxSequences);
        // One more than sequences may use: page 0 takes the padding.
        var module = loader.load(checkpoint, pages + 1, PAGE_TOKENS);
        var shape = new ModelShape(
                config.vocabularySize(), config.contextLength(), config.endOfTextId(), PAGE_TOKENS, pages);
        var info = new ModelInfo(checkpoint.id(), checkpoint.sha256(), "fp32", DjlRuntime.description(module.oneDnn()));
        return new DjlLanguageModel(module, shape, info);
    }

    /** What goes into provenance. */
    public ModelInfo info() {
        return info;
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public StepOutput step(StepInput input) {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        return module.step(input, shape);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            module.close();
        }
    }

    private interface ModuleLoader {
        Gpt2Module load(Checkpoint checkpoint, int pages, int pageTokens);
    }

    private static int pages(Gpt2Config config, long cacheBytes, int maxSequences) {
        var perSequence = (config.contextLength() + PAGE_TOKENS - 1) / PAGE_TOKENS;
        var pageBytes = 2L * Float.BYTES * config.layers() * config.width() * PAGE_TOKENS;
        var affordable = Math.max(cacheBytes / pageBytes, perSequence);
        return (int) Math.min(affordable, (long) perSequence * maxSequences);
    }
}
