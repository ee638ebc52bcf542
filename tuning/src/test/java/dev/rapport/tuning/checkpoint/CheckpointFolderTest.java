package dev.rapport.tuning.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    private static final Gpt2Shape SHAPE = new Gpt2Shape(257, 16, 8, 1, 2);

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() throws IOException {
        // Given
        var out = folder.resolve("model");
        var written = checkpoint(1);
        // When
        new CheckpointFolder(out).write(written, 256, "card");
        var read = Checkpoint.read(out);
        // Then
        assertThat(read.shape()).isEqualTo(SHAPE);
        assertThat(read.tokenizer()).isEqualTo("{}");
        for (var i = 0; i < written.tensors().size(); i++) {
            assertThat(read.tensors().get(i).name())
                    .isEqualTo(written.tensors().get(i).name());
            assertThat(read.tensors().get(i).values())
                    .isEqualTo(written.tensors().get(i).values());
        }
    }

    @Test
    void replacesACheckpointAndLeavesNothingBeside() throws IOException {
        // Given
        var out = folder.resolve("model");
        new CheckpointFolder(out).write(checkpoint(1), 256, "first");
        // When
        new CheckpointFolder(out).write(checkpoint(2), 256, "second");
        // Then
        assertThat(out.resolve("MODEL_CARD.md")).hasContent("second");
        assertThat(names(folder)).containsExactly("model");
    }

    @Test
    void keepsTheFormerCheckpointWhenWritingFails() throws IOException {
        // Given
        var out = folder.resolve("model");
        new CheckpointFolder(out).write(checkpoint(1), 256, "first");
        var unwritable = folder.resolve(".model.partial");
        Files.writeString(unwritable, "in the way");
        var place = new CheckpointFolder(out);
        var broken = new Checkpoint(SHAPE, checkpoint(2).tensors(), "\ud800");
        // When
        assertThatThrownBy(() -> place.write(broken, 256, "second")).isInstanceOf(IOException.class);
        // Then
        assertThat(out.resolve("MODEL_CARD.md")).hasContent("first");
        assertThat(Checkpoint.read(out).tensors().get(0).values())
                .isEqualTo(checkpoint(1).tensors().get(0).values());
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
        new CheckpointFolder(folder.resolve("model")).write(checkpoint(1), 256, "card");
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
    void namesTheFileThatIsMissing() {
        assertThatThrownBy(() -> Checkpoint.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("config.json is missing");
    }

    @Test
    void refusesAFileThatIsNoSafetensors() throws IOException {
        // Given
        var file = Files.writeString(folder.resolve("model.safetensors"), "not weights at all");
        // When, Then
        assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("not a safetensors file");
    }

    @Test
    void convertsEveryHalfThereAndBack() {
        for (var half = Short.MIN_VALUE; half < Short.MAX_VALUE; half++) {
            var value = HalfFloat.toFloat(half);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.of(value)).isEqualTo(half);
            }
        }
    }

    @Test
    void roundsHalvesToNearestEven() {
        assertThat(HalfFloat.toFloat(HalfFloat.of(1 + 0x1p-11f))).isEqualTo(1f);
        assertThat(HalfFloat.toFloat(HalfFloat.of(1 + 3 * 0x1p-11f))).isEqualTo(1 + 2 * 0x1p-10f);
        assertThat(HalfFloat.toFloat(HalfFloat.of(65_519f))).isEqualTo(65_504f);
        assertThat(HalfFloat.toFloat(HalfFloat.of(65_520f))).isInfinite();
        assertThat(HalfFloat.toFloat(HalfFloat.of(0x1p-25f))).isZero();
        assertThat(HalfFloat.of(Float.NaN)).isEqualTo((short) 0x7E00);
    }

    @Test
    void putsBackWhatWasBeingReplacedWhenTheProcessWasKilled() throws IOException {
        // Given
        var out = folder.resolve("model");
        new CheckpointFolder(out).write(checkpoint(1), 256, "first");
        Files.move(out, folder.resolve(".model.former"));
        // When
        new CheckpointFolder(out);
        // Then
        assertThat(out.resolve("MODEL_CARD.md")).hasContent("first");
        assertThat(names(folder)).containsExactly("model");
    }

    @Test
    void losesNothingInSinglePrecision() throws IOException {
        // Given
        var file = folder.resolve("state.safetensors");
        var numbers = new Tensor("n", new long[] {3}, new float[] {1e-30f, (float) Math.PI, -0f});
        // When
        Safetensors.write(file, List.of(numbers), Safetensors.Type.F32, Map.of("about", "\u738b"));
        // Then
        assertThat(Safetensors.read(file).get(0).values()).isEqualTo(numbers.values());
        assertThat(Safetensors.about(file)).containsEntry("about", "\u738b");
    }

    @Test
    void namesATensorThatIsCutOff() throws IOException {
        // Given
        var file = folder.resolve("model.safetensors");
        Safetensors.write(file, checkpoint(1).tensors(), Safetensors.Type.F16, Map.of());
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        // When, Then
        assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("ends before ln_f.bias");
    }

    /** Weights that half precision holds exactly. */
    private static Checkpoint checkpoint(long seed) {
        var random = new Random(seed);
        var tensors = SHAPE.tensors().entrySet().stream()
                .map(entry -> {
                    var values = new float[(int) Gpt2Shape.elements(entry.getValue())];
                    for (var i = 0; i < values.length; i++) {
                        values[i] = (random.nextInt(2_048) - 1_024) / 1_024f;
                    }
                    return new Tensor(entry.getKey(), entry.getValue(), values);
                })
                .toList();
        return new Checkpoint(SHAPE, tensors, "{}");
    }

    private static List<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
