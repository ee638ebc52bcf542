package dev.rapport.inference.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are written and read back, and the formats of their numbers. */
final class SafetensorsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void readsBackWhatItWrote(StorageType type) throws IOException {
        // Given: numbers that every format holds exactly
        var file = folder.resolve("a.safetensors");
        var matrix = new Tensor("matrix", List.of(2, 3), new float[] {1, -2, 0.5f, 0, 96, -0.125f});
        var scalar = new Tensor("scalar", List.of(), new float[] {-3});
        new SafetensorsWriter(type)
                .metadata("step", "7")
                .add(matrix)
                .add(scalar)
                .write(file);
        // When
        var read = SafetensorsFile.open(file);
        // Then
        assertThat(read.metadata()).containsEntry("step", "7").containsEntry("format", "pt");
        assertThat(read.tensors().keySet()).containsExactly("matrix", "scalar");
        var back = read.tensor("matrix").read();
        assertThat(back.shape()).containsExactly(2, 3);
        assertThat(back.values()).containsExactly(matrix.values());
        assertThat(read.tensor("scalar").read().values()).containsExactly(-3);
    }

    /** The header is padded: a mapping of 32-bit floats needs it. */
    @Test
    void beginsTheDataAtAMultipleOfEight() throws IOException {
        // Given
        var file = folder.resolve("a.safetensors");
        var names = IntStream.range(0, 9).mapToObj("é"::repeat).toList();
        for (var name : names) {
            // When
            new SafetensorsWriter(StorageType.F32)
                    .add(new Tensor(name, List.of(1), new float[] {1}))
                    .write(file);
            // Then
            var header = ByteBuffer.wrap(Files.readAllBytes(file))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            assertThat(header % 8).isZero();
        }
    }

    @Test
    void keepsEveryHalf() {
        // Given
        var halves = IntStream.rangeClosed(Short.MIN_VALUE, Short.MAX_VALUE)
                .filter(half -> !Float.isNaN(HalfFloat.toFloat((short) half)));
        // When
        var changed = halves.filter(half -> HalfFloat.of(HalfFloat.toFloat((short) half)) != (short) half);
        // Then
        assertThat(changed).isEmpty();
    }

    @Test
    void roundsToTheNearestAndTiesToEven() {
        // Given: the halves after 1 are 1 + 2^-10 and 1 + 2^-9
        var belowTie = 1 + 0x1p-11f - 0x1p-20f;
        var tie = 1 + 0x1p-11f;
        var oddTie = 1 + 3 * 0x1p-11f;
        // When
        var halves =
                new short[] {HalfFloat.of(belowTie), HalfFloat.of(tie), HalfFloat.of(oddTie), HalfFloat.of(70_000)};
        // Then
        assertThat(halves).containsExactly(0x3c00, 0x3c00, 0x3c02, 0x7c00);
    }

    @Test
    void roundsBrainFloatsToTheNearest() throws IOException {
        // Given: the brain floats after 1 are 1 + 2^-7 and 1 + 2^-6
        var file = folder.resolve("a.safetensors");
        var values = new float[] {1 + 0x1p-8f, 1 + 3 * 0x1p-8f, Float.NaN, Float.NEGATIVE_INFINITY};
        // When
        new SafetensorsWriter(StorageType.BF16)
                .add(new Tensor("a", List.of(4), values))
                .write(file);
        // Then
        assertThat(SafetensorsFile.open(file).tensor("a").read().values())
                .containsExactly(1, 1 + 0x1p-6f, Float.NaN, Float.NEGATIVE_INFINITY);
    }

    @Test
    void refusesValuesThatDoNotFillTheShape() {
        // When, Then
        assertThatThrownBy(() -> new Tensor("a", List.of(2, 2), new float[3]))
                .hasMessage("tensor a: shape [2, 2] does not hold 3 values");
    }

    @Test
    void readsHalvesAndBrainFloats() throws IOException {
        // Given: 1, -2, 1/3, the smallest subnormal, infinity; halves first
        var halves = new short[] {0x3c00, (short) 0xc000, 0x3555, 0x0001, 0x7c00};
        var brains = new short[] {0x3f80, (short) 0xc000, 0x3eab, 0x0001, 0x7f80};
        var file = folder.resolve("types.safetensors");
        var header = ("{\"a\":{\"dtype\":\"F16\",\"shape\":[5],\"data_offsets\":[0,10]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[5],\"data_offsets\":[10,20]}}")
                .getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + header.length + 20).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header);
        for (var bits : halves) {
            bytes.putShort(bits);
        }
        for (var bits : brains) {
            bytes.putShort(bits);
        }
        Files.write(file, bytes.array());

        // When
        var tensors = List.copyOf(SafetensorsFile.open(file).tensors().values());

        // Then
        assertThat(tensors.get(0).read().values())
                .containsExactly(new float[] {1, -2, 1 / 3f, 0x1p-24f, Float.POSITIVE_INFINITY}, within(1e-4f));
        assertThat(tensors.get(1).read().values())
                .containsExactly(new float[] {1, -2, 1 / 3f, 0, Float.POSITIVE_INFINITY}, within(2e-3f));
    }
}
