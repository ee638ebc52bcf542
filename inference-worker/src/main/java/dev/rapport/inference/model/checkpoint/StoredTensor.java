package dev.rapport.inference.model.checkpoint;

import dev.rapport.inference.model.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * A tensor in a safetensors file; its numbers stay there until they are read.
 *
 * @param file the file
 * @param name as the file spells it
 * @param type how its numbers are stored
 * @param shape sizes of its dimensions
 * @param start first byte in the file
 */
public record StoredTensor(Path file, String name, StorageType type, List<Integer> shape, long start) {

    /** The tensor with its numbers in memory. */
    public Tensor read() {
        var values = new float[elements()];
        floats().asFloatBuffer().get(values);
        return new Tensor(name, shape, values);
    }

    private int elements() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** Its numbers as 32-bit floats in native order, in a direct buffer: mapped where they are stored that way, so read only. */
    public ByteBuffer floats() {
        var elements = elements();
        try (var channel = FileChannel.open(file)) {
            var stored = channel.map(FileChannel.MapMode.READ_ONLY, start, (long) elements * type.size)
                    .order(ByteOrder.LITTLE_ENDIAN);
            if (type == StorageType.F32 && start % 4 == 0 && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
                return stored;
            }
            var floats =
                    ByteBuffer.allocateDirect(Math.multiplyExact(elements, 4)).order(ByteOrder.nativeOrder());
            for (int i = 0; i < elements; i++) {
                floats.putFloat(type.read(stored, i * type.size));
            }
            return floats.flip().order(ByteOrder.nativeOrder());
        } catch (IOException e) {
            throw new ModelException(file + ": tensor " + name + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
