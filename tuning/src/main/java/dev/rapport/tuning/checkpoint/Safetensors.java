package dev.rapport.tuning.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The safetensors format: 8-byte little-endian header length, JSON header, data. */
final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;

    private Safetensors() {}

    /** Writes half precision, which is what ships. */
    static void write(Path file, List<Tensor> tensors) throws IOException {
        var header = JSON.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        var at = 0L;
        for (var tensor : tensors) {
            var entry = header.putObject(tensor.name());
            entry.put("dtype", "F16");
            var shape = entry.putArray("shape");
            for (var side : tensor.shape()) {
                shape.add(side);
            }
            var end = at + 2L * tensor.values().length;
            entry.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        var text = JSON.writeValueAsString(header);
        text += " ".repeat(Math.floorMod(-text.length(), ALIGNMENT));
        var bytes = ByteBuffer.allocate(Math.toIntExact(ALIGNMENT + text.length() + at))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length()).put(text.getBytes(StandardCharsets.UTF_8));
        for (var tensor : tensors) {
            for (var value : tensor.values()) {
                bytes.putShort(HalfFloat.of(value));
            }
        }
        Files.write(file, bytes.array());
    }

    static List<Tensor> read(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var length = bytes.remaining() < ALIGNMENT ? -1 : bytes.getLong();
        if (length < 0 || length > bytes.remaining()) {
            throw new IOException(file + " is not a safetensors file");
        }
        var text = new byte[(int) length];
        bytes.get(text);
        var data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        var tensors = new ArrayList<Tensor>();
        for (var entry : JSON.readTree(text).properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                tensors.add(tensor(file, entry.getKey(), entry.getValue(), data));
            }
        }
        return tensors;
    }

    private static Tensor tensor(Path file, String name, JsonNode entry, ByteBuffer data) throws IOException {
        var sides = entry.path("shape");
        var shape = new long[sides.size()];
        for (var i = 0; i < shape.length; i++) {
            shape[i] = sides.path(i).asLong();
        }
        var from = entry.path("data_offsets").path(0).asInt();
        var values = new float[Math.toIntExact(Gpt2Shape.elements(shape))];
        var type = entry.path("dtype").asText();
        for (var i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "F32" -> data.getFloat(from + 4 * i);
                case "F16" -> HalfFloat.toFloat(data.getShort(from + 2 * i));
                case "BF16" -> Float.intBitsToFloat(data.getShort(from + 2 * i) << 16);
                default ->
                    throw new IOException(file + ": " + name + " has type " + type + "; known are F32, F16, BF16");
            };
        }
        return new Tensor(name, shape, values);
    }
}
