package dev.rapport.inference.model.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a safetensors file of 32-bit floats, tensor after tensor. */
public final class SafetensorsWriter {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Tensor(int[] shape, float[] values) {}

    /**
     * Adds a tensor.
     *
     * @param values row-major, as many as the shape holds; kept, not copied
     */
    public SafetensorsWriter add(String name, float[] values, int... shape) {
        var elements = 1L;
        for (var size : shape) {
            elements *= size;
        }
        if (elements != values.length) {
            throw new IllegalArgumentException(name + ": " + values.length + " values do not fill the shape");
        }
        tensors.put(name, new Tensor(shape.clone(), values));
        return this;
    }

    /** Writes the file, replacing one that is there. */
    public void write(Path file) throws IOException {
        var header = JsonFile.MAPPER.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        var offset = 0L;
        for (var entry : tensors.entrySet()) {
            var tensor = entry.getValue();
            var node = header.putObject(entry.getKey()).put("dtype", "F32");
            var shape = node.putArray("shape");
            for (var size : tensor.shape) {
                shape.add(size);
            }
            node.putArray("data_offsets").add(offset).add(offset + 4L * tensor.values.length);
            offset += 4L * tensor.values.length;
        }
        var json = JsonFile.MAPPER.writeValueAsString(header);
        // The header is padded with spaces so that tensors start at a multiple of 8.
        var bytes = (json + " ".repeat((8 - json.getBytes(StandardCharsets.UTF_8).length % 8) % 8))
                .getBytes(StandardCharsets.UTF_8);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(bytes.length)
                    .array());
            out.write(bytes);
            for (var tensor : tensors.values()) {
                var buffer = ByteBuffer.allocate(4 * tensor.values.length).order(ByteOrder.LITTLE_ENDIAN);
                buffer.asFloatBuffer().put(tensor.values);
                out.write(buffer.array());
            }
        }
    }
}
