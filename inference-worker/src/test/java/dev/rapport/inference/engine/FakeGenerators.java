package dev.rapport.inference.engine;

import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.FakeLanguageModel;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.checkpoint.TokenizerFile;
import dev.rapport.inference.model.djl.DjlTokenizer;

/** Generators over a model that counts. */
final class FakeGenerators {
    static final ModelShape SHAPE = new ModelShape(384, 100, 0, 8, 40);
    static final SamplingSettings SETTINGS = SamplingSettings.DEFAULT.withMaxNewTokens(12);

    private FakeGenerators() {}

    static LocalTextGenerator over(FakeLanguageModel model) {
        return LocalTextGenerator.over(
                model,
                new DjlTokenizer(TokenizerFile.read(TinyModel.folder())),
                new ModelInfo("fake", "0", "fp32", "fake"),
                new GeneratorConfig(new BatchingConfig(4, 50), 1));
    }
}
