package dev.rapport.inference.app;

import dev.rapport.inference.GenerationRequest;
import dev.rapport.inference.GenerationResult;
import dev.rapport.inference.TextGenerator;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.stream.ReplyWriter;
import java.util.List;

/** A text generator as the stream sees it. */
record ModelWriter(TextGenerator generator) implements ReplyWriter {
    @Override
    public ModelInfo info() {
        return generator.info();
    }

    @Override
    public List<GenerationResult> generate(List<GenerationRequest> requests) {
        return generator.generate(requests);
    }

    @Override
    public void close() {
        generator.close();
    }
}
