package dev.rapport.inference.model.djl;

import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.LanguageModelContract;
import dev.rapport.inference.model.Precision;

class DjlLanguageModelTest extends LanguageModelContract {
    @Override
    protected LanguageModel open() {
        return DjlLanguageModel.load(TinyModel.checkpoint(), ComputeDevice.CPU, Precision.FP32, 64 << 20, 8);
    }
}
