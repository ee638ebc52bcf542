package dev.rapport.tuning.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.model.checkpoint.Gpt2Config;
import dev.rapport.inference.model.checkpoint.Gpt2Tensors;
import dev.rapport.inference.model.checkpoint.Tensor;
import dev.rapport.tuning.data.TestingTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    private static final Gpt2Config CONFIG = Gpt2Config.of(257, 16, 8, 1, 2, 256);

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() throws IOException {
        // Given
        var out = folder.resolve("model");
        var written = model(1);
        // When
        write(new CheckpointFolder(out), written, "card");
        var read = TrainableModel.read(out);
        // Then
        assertThat(read.config()).isEqualTo(CONFIG);
        for (var i = 0; i < written.weights().size(); i++) {
            assertThat(read.weights().get(i).name())
                    .isEqualTo(written.weights().get(i).name());
            assertThat(read.weights().get(i).values())
                    .isEqualTo(written.weights().get(i).values());
        }
    }

    @Test
    void replacesACheckpointAndLeavesNothingBeside() throws IOException {
        // Given
        var out = folder.resolve("model");
        write(new CheckpointFolder(out), model(1), "first");
        // When
        write(new CheckpointFolder(out), model(2), "second");
        // Then
        assertThat(out.resolve("MODEL_CARD.md")).hasContent("second");
        assertThat(names(folder)).containsExactly("model");
    }

    @Test
    void keepsTheFormerCheckpointWhenWritingFails() throws IOException {
        // Given
        var out = folder.resolve("model");
        write(new CheckpointFolder(out), model(1), "first");
        var unwritable = folder.resolve(".model.partial");
        Files.writeString(unwritable, "in the way");
        var place = new CheckpointFolder(out);
        var broken = new TrainableModel(CONFIG, model(2).weights(), "\ud800");
        // When
        assertThatThrownBy(() -> write(place, broken, "second")).isInstanceOf(IOException.class);
        // Then
        assertThat(out.resolve("MODEL_CARD.md")).hasContent("first");
        assertThat(TrainableModel.read(out).weights().get(0).values())
                .isEqualTo(model(1).weights().get(0).values());
    }

    @Test
    void refusesAFolderThatHoldsSomethingElse() throws IOException {
        // Given
        Files.writeString(folder.resolve("letter.txt"), "dear");
        // When, Then
        assertThatThrownBy(() -> new CheckpointFolder(folder)).hasMessageContaining("something else");
    }

    /** A project may have a config.json, too. */
    @Test
    void refusesAFolderWithMoreThanACheckpoint() throws IOException {
        // Given
        write(new CheckpointFolder(folder.resolve("model")), model(1), "card");
        Files.createDirectory(folder.resolve("model").resolve("src"));
        // When, Then
        assertThatThrownBy(() -> new CheckpointFolder(folder.resolve("model")))
                .hasMessageContaining("something else, src");
    }

    @Test
    void refusesAPlaceWhereNothingCanBeWritten() throws IOException {
        // Given
        var file = Files.writeString(folder.resolve("letter.txt"), "dear");
        // When, Then
        assertThatThrownBy(() -> new CheckpointFolder(file.resolve("model")))
                .hasMessageContaining("nothing can be written there");
    }

    @Test
    void leavesNothingBehindWhereItOnlyLooks() throws IOException {
        // When
        new CheckpointFolder(folder.resolve("deep/er/model"));
        // Then
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void putsBackWhatWasBeingReplacedWhenTheProcessWasKilled() throws IOException {
        // Given
        var out = folder.resolve("model");
        write(new CheckpointFolder(out), model(1), "first");
        Files.move(out, folder.resolve(".model.former"));
        // When
        new CheckpointFolder(out);
        // Then
        assertThat(out.resolve("MODEL_CARD.md")).hasContent("first");
        assertThat(names(folder)).containsExactly("model");
    }

    private static void write(CheckpointFolder place, TrainableModel model, String card) throws IOException {
        place.write(model, into -> Files.writeString(into.resolve("MODEL_CARD.md"), card));
    }

    /** Weights that half precision holds exactly. */
    private static TrainableModel model(long seed) {
        var random = new Random(seed);
        var tensors = Gpt2Tensors.required(CONFIG).entrySet().stream()
                .map(entry -> {
                    var values = new float[entry.getValue().stream().reduce(1, Math::multiplyExact)];
                    for (var i = 0; i < values.length; i++) {
                        values[i] = (random.nextInt(2_048) - 1_024) / 1_024f;
                    }
                    return new Tensor(entry.getKey(), entry.getValue(), values);
                })
                .toList();
        return new TrainableModel(CONFIG, tensors, TestingTokenizer.bytesJson());
    }

    private static List<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
