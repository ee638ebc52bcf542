package dev.rapport.inference.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a safetensors file, tensor after tensor; {@link SafetensorsFile} reads it. Not thread-safe. */
public final class SafetensorsWriter {
    /** Tensors start at a multiple of it, so that they can be mapped. */
    private static final int ALIGNMENT = 8;

    private static final int BUFFER_BYTES = 1 << 20;

    private final StorageType type;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** @param type how all tensors are stored */
    public SafetensorsWriter(StorageType type) {
        this.type = type;
        metadata.put("format", "pt");
    }

    /** Adds an entry to the header's {@code __metadata__}. */
    public SafetensorsWriter metadata(String name, String value) {
        metadata.put(name, value);
        return this;
    }

    /** Adds a tensor; one of the same name is replaced. */
    public SafetensorsWriter add(Tensor tensor) {
        tensors.put(tensor.name(), tensor);
        return this;
    }

    /** Writes the file, replacing one that is there, and waits until it is on the disk. */
    public void write(Path file) throws IOException {
        var header = header();
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(header.length);
            flush(buffer, channel);
            writeFully(ByteBuffer.wrap(header), channel);
            for (var tensor : tensors.values()) {
                for (var value : tensor.values()) {
                    type.write(buffer, value);
                    if (!buffer.hasRemaining()) {
                        flush(buffer, channel);
                    }
                }
            }
            flush(buffer, channel);
            channel.force(true);
        }
    }

    private byte[] header() throws IOException {
        var header = JsonFile.MAPPER.createObjectNode();
        var entries = header.putObject(SafetensorsFile.METADATA);
        metadata.forEach(entries::put);
        var begin = 0L;
        for (var tensor : tensors.values()) {
            var end = begin + (long) type.size * tensor.values().length;
            var entry = header.putObject(tensor.name()).put("dtype", type.name());
            var shape = entry.putArray("shape");
            tensor.shape().forEach(shape::add);
            entry.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        var json = JsonFile.MAPPER.writeValueAsString(header);
        var length = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat(Math.floorMod(-length, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
    }

    private static void flush(ByteBuffer buffer, FileChannel channel) throws IOException {
        writeFully(buffer.flip(), channel);
        buffer.clear();
    }

    private static void writeFully(ByteBuffer bytes, FileChannel channel) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
