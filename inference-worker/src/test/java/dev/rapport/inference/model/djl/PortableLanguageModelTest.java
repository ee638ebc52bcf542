package dev.rapport.inference.model.djl;

import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.LanguageModelContract;
import dev.rapport.inference.model.Precision;

/** The artefact for a libtorch without oneDNN keeps the contract too. */
class PortableLanguageModelTest extends LanguageModelContract {
    @Override
    protected LanguageModel open() {
        return DjlLanguageModel.load(Artefact.PORTABLE, TinyModel.checkpoint(), Precision.FP32, 64 << 20, 8);
    }
}
