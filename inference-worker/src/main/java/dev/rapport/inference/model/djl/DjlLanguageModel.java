package dev.rapport.inference.model.djl;

import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.Precision;
import dev.rapport.inference.model.StepInput;
import dev.rapport.inference.model.StepOutput;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.checkpoint.Gpt2Config;

/** GPT-2 on PyTorch. A step costs one call into native code. */
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
     * @throws ModelException when the engine cannot compute there or in this precision
     */
    public static DjlLanguageModel load(
            Checkpoint checkpoint, ComputeDevice device, Precision precision, long cacheBytes, int maxSequences) {
        var pages = pages(checkpoint.config(), precision, cacheBytes, maxSequences);
        var module = Gpt2Module.load(checkpoint, device, precision, pages + 1, PAGE_TOKENS);
        return of(checkpoint, precision, pages, module);
    }

    /** The same on the CPU, with one form of the module. */
    static DjlLanguageModel load(
            Artefact artefact, Checkpoint checkpoint, Precision precision, long cacheBytes, int maxSequences) {
        var pages = pages(checkpoint.config(), precision, cacheBytes, maxSequences);
        var module = Gpt2Module.load(artefact, false, checkpoint, precision, pages + 1, PAGE_TOKENS);
        return of(checkpoint, precision, pages, module);
    }

    /** The module has one page more than sequences may use: page 0 takes the padding. */
    private static DjlLanguageModel of(Checkpoint checkpoint, Precision precision, int pages, Gpt2Module module) {
        var config = checkpoint.config();
        var shape = new ModelShape(
                config.vocabularySize(),
                config.contextLength(),
                config.endOfTextIds(),
                PAGE_TOKENS,
                pages,
                pageBytes(config, precision));
        var onGpu = module.isOnGpu();
        var info = new ModelInfo(
                checkpoint.id(),
                checkpoint.sha256(),
                precision.code(),
                DjlRuntime.description(module.artefact(), onGpu),
                onGpu ? "" : CpuCapability.ofThisMachine(),
                onGpu ? 0 : DjlRuntime.threads(),
                0);
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

    private static int pages(Gpt2Config config, Precision precision, long cacheBytes, int maxSequences) {
        var perSequence = (config.contextLength() + PAGE_TOKENS - 1) / PAGE_TOKENS;
        var affordable = Math.max(cacheBytes / pageBytes(config, precision), perSequence);
        return (int) Math.min(affordable, (long) perSequence * maxSequences);
    }

    /** Keys and values of all layers; what the module's cache is made of. */
    private static long pageBytes(Gpt2Config config, Precision precision) {
        var valueBytes = precision == Precision.BF16 ? Short.BYTES : Float.BYTES;
        return 2L * valueBytes * config.layers() * config.width() * PAGE_TOKENS;
    }
}
