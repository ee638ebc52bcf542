package dev.rapport.inference.model;

/** The fake keeps the contract, so that tests built on it mean something. */
class FakeLanguageModelTest extends LanguageModelContract {
    @Override
    protected LanguageModel open() {
        return new FakeLanguageModel(new ModelShape(97, 200, 0, 64, 12));
    }
}
