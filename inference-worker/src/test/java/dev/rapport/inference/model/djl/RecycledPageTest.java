package dev.rapport.inference.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.generation.TokenChoice;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.Precision;
import dev.rapport.inference.model.StepInput;
import dev.rapport.inference.model.StepInput.DecodeToken;
import dev.rapport.inference.model.StepInput.PromptChunk;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.source.ModelFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sequence leaves in a page must not reach the next owner, even if it is no number. */
class RecycledPageTest {
    private static final int BAD_POSITION = 50;
    private static final int[] PAGES = {1};

    @TempDir
    Path folder;

    @Test
    void readsNothingOfAnEarlierOwnerWithOneDnn() throws IOException {
        try (var model = DjlLanguageModel.load(Artefact.ONE_DNN, brokenAtOnePosition(), Precision.FP32, 64 << 20, 8)) {
            readsNothingOfAnEarlierOwner(model);
        }
    }

    @Test
    void readsNothingOfAnEarlierOwnerWithThePortableModule() throws IOException {
        try (var model = DjlLanguageModel.load(Artefact.PORTABLE, brokenAtOnePosition(), Precision.FP32, 64 << 20, 8)) {
            readsNothingOfAnEarlierOwner(model);
        }
    }

    private static void readsNothingOfAnEarlierOwner(LanguageModel model) {
        // Given
        var owner = model.step(read(new int[BAD_POSITION + 1]));
        assertThat(owner.isFinite(0)).as("its keys are no numbers").isFalse();
        model.step(read(new int[] {1, 2, 3}));

        // When
        var next = model.step(new StepInput(
                List.of(), List.of(new DecodeToken(4, 3, PAGES)), List.of(), List.of(TokenChoice.greedy(0)), 0));

        // Then
        assertThat(next.isFinite(0)).isTrue();
    }

    private static StepInput read(int[] tokens) {
        var prompt = new PromptChunk(tokens, 0, tokens.length, PAGES);
        return new StepInput(List.of(), List.of(), List.of(prompt), List.of(TokenChoice.greedy(0)), 0);
    }

    /** The tiny model, with NaN as the embedding of a position. */
    private Checkpoint brokenAtOnePosition() throws IOException {
        var weights = TinyModel.copyTo(folder).resolve("model.safetensors");
        var bytes = ByteBuffer.wrap(Files.readAllBytes(weights)).order(ByteOrder.LITTLE_ENDIAN);
        var headerLength = (int) bytes.getLong(0);
        var positions = new ObjectMapper()
                .readTree(bytes.array(), Long.BYTES, headerLength)
                .path("transformer.wpe.weight");
        var width = positions.path("shape").path(1).asInt();
        var start = Long.BYTES
                + headerLength
                + positions.path("data_offsets").path(0).asInt();
        bytes.putFloat(start + BAD_POSITION * width * Float.BYTES, Float.NaN);
        Files.write(weights, bytes.array());
        return Checkpoint.open(new ModelFolder(folder, "broken"));
    }
}
