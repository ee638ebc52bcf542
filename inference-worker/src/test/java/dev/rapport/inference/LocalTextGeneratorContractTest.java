package dev.rapport.inference;

/** The engine in this process keeps the contract. */
class LocalTextGeneratorContractTest extends TextGeneratorContract {
    @Override
    protected TextGenerator open() {
        return LocalTextGenerator.open(TinyModel.checkpoint(), GeneratorConfig.DEFAULT);
    }
}
