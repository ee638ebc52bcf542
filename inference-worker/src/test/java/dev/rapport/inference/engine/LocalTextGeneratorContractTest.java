package dev.rapport.inference.engine;

import dev.rapport.inference.text.TextGenerator;
import dev.rapport.inference.text.TextGeneratorContract;

/** The engine in this process keeps the contract. */
class LocalTextGeneratorContractTest extends TextGeneratorContract {
    @Override
    protected TextGenerator open() {
        return LocalTextGenerator.open(TinyModel.checkpoint(), GeneratorConfig.DEFAULT);
    }
}
