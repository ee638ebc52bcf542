package dev.rapport.tuning.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The safetensors format: 8-byte little-endian header length, JSON header, data. */
public final class Safetensors {
    private static final ObjectMapper JSON = Json.strict();
    private static final int ALIGNMENT = 8;
    private static final int BUFFER = 1 << 20;
    private static final String ABOUT = "__metadata__";

    private Safetensors() {}

    /** How numbers are written. */
    public enum Type {
        /** Half precision, which is what ships. */
        F16(2),
        /** Single precision, which loses nothing. */
        F32(4);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * Writes a file and waits until it is on the disk.
     *
     * @param about said in the header, on top of what every file says
     */
    public static void write(Path file, List<Tensor> tensors, Type type, Map<String, String> about) throws IOException {
        var header = header(tensors, type, about);
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(header.length);
            flush(buffer, channel);
            channel.write(ByteBuffer.wrap(header));
            for (var tensor : tensors) {
                for (var value : tensor.values()) {
                    if (type == Type.F16) {
                        buffer.putShort(HalfFloat.of(value));
                    } else {
                        buffer.putFloat(value);
                    }
                    if (!buffer.hasRemaining()) {
                        flush(buffer, channel);
                    }
                }
            }
            flush(buffer, channel);
            channel.force(true);
        }
    }

    private static byte[] header(List<Tensor> tensors, Type type, Map<String, String> about) throws IOException {
        var header = JSON.createObjectNode();
        var said = header.putObject(ABOUT).put("format", "pt");
        about.forEach(said::put);
        var at = 0L;
        for (var tensor : tensors) {
            var entry = header.putObject(tensor.name()).put("dtype", type.name());
            var shape = entry.putArray("shape");
            for (var side : tensor.shape()) {
                shape.add(side);
            }
            var end = at + (long) type.bytes * tensor.values().length;
            entry.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        var text = new String(JSON.writeValueAsBytes(header), StandardCharsets.UTF_8);
        var length = text.getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat(Math.floorMod(-length, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
    }

    private static void flush(ByteBuffer buffer, FileChannel channel) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** What the header says beside the tensors; empty when nothing. */
    public static Map<String, String> about(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var about = new LinkedHashMap<String, String>();
            readHeader(file, channel)
                    .path(ABOUT)
                    .properties()
                    .forEach(entry -> about.put(entry.getKey(), entry.getValue().asText()));
            return about;
        }
    }

    /** All tensors, in the order of the header. */
    public static List<Tensor> read(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var header = readHeader(file, channel);
            var data = channel.position();
            var tensors = new ArrayList<Tensor>();
            for (var entry : header.properties()) {
                if (!entry.getKey().equals(ABOUT)) {
                    tensors.add(tensor(file, entry.getKey(), entry.getValue(), channel, data));
                }
            }
            return tensors;
        }
    }

    /** Leaves the channel where the data begins. */
    private static JsonNode readHeader(Path file, FileChannel channel) throws IOException {
        var length = channel.size() < ALIGNMENT
                ? -1
                : channel.map(MapMode.READ_ONLY, 0, ALIGNMENT)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong();
        if (length < 0 || length > Math.min(channel.size() - ALIGNMENT, Integer.MAX_VALUE)) {
            throw new IOException(file + " is not a safetensors file");
        }
        var text = new byte[(int) length];
        channel.map(MapMode.READ_ONLY, ALIGNMENT, length).get(text);
        channel.position(ALIGNMENT + length);
        return JSON.readTree(text);
    }

    private static Tensor tensor(Path file, String name, JsonNode entry, FileChannel channel, long data)
            throws IOException {
        var sides = entry.path("shape");
        var shape = new long[sides.size()];
        for (var i = 0; i < shape.length; i++) {
            shape[i] = sides.path(i).asLong();
        }
        var from = entry.path("data_offsets").path(0).asLong();
        var to = entry.path("data_offsets").path(1).asLong();
        if (from < 0 || to < from || data + to > channel.size()) {
            throw new IOException(file + " ends before " + name + " does");
        }
        var bytes = channel.map(MapMode.READ_ONLY, data + from, to - from).order(ByteOrder.LITTLE_ENDIAN);
        var values = new float[Math.toIntExact(Gpt2Shape.elements(shape))];
        var type = entry.path("dtype").asText();
        for (var i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "F32" -> bytes.getFloat();
                case "F16" -> HalfFloat.toFloat(bytes.getShort());
                case "BF16" -> Float.intBitsToFloat(bytes.getShort() << 16);
                default ->
                    throw new IOException(file + ": " + name + " has type " + type + "; known are F32, F16, BF16");
            };
        }
        return new Tensor(name, shape, values);
    }
}
