package dev.rapport.inference.model.djl;

import dev.rapport.inference.TinyModel;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.LanguageModelContract;

/** The artefact for a libtorch without oneDNN keeps the contract too. */
class PortableLanguageModelTest extends LanguageModelContract {
    @Override
    protected LanguageModel open() {
        return DjlLanguageModel.loadPortable(TinyModel.checkpoint(), 64 << 20, 8);
    }
}
