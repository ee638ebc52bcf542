package dev.rapport.inference.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.inference.model.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A safetensors file: an 8-byte little-endian length, a JSON header of that length, then the tensors' bytes. Only the header
 * is read when it is opened.
 */
public final class SafetensorsFile {
    static final String METADATA = "__metadata__";
    /** The format's own limit. */
    private static final long MAX_HEADER = 100_000_000;
    /** A tensor is handed on as 32-bit floats in one buffer, which holds bytes that an int can count. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;

    private final Path file;
    private final Map<String, StoredTensor> tensors;
    private final Map<String, String> metadata;

    private SafetensorsFile(Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
        this.file = file;
        this.tensors = tensors;
        this.metadata = metadata;
    }

    /**
     * Opens a file whose every tensor is wanted.
     *
     * @throws ModelException at the first defect, in one line that names file, tensor and rule
     */
    public static SafetensorsFile open(Path file) {
        return open(file, name -> true);
    }

    /** Tensors by name, in the order of the header. */
    public Map<String, StoredTensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** @throws ModelException when the file does not have it */
    public StoredTensor tensor(String name) {
        var tensor = tensors.get(name);
        if (tensor == null) {
            throw new ModelException(file + ": tensor " + name + ": must exist, is missing");
        }
        return tensor;
    }

    /** What the header says beside the tensors. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    /** Some of the tensors only: files hold more than weights, in types that this module does not read. */
    static SafetensorsFile open(Path file, Predicate<String> wanted) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file + ": must exist, is missing");
        }
        try (var channel = FileChannel.open(file)) {
            var length = channel.size();
            if (length < 8) {
                throw new ModelException(file + ": is truncated: " + length + " bytes hold no header");
            }
            var headerLength = readFully(channel, 0, 8).getLong();
            if (headerLength < 2 || headerLength > MAX_HEADER || headerLength > length - 8) {
                throw new ModelException(file + ": is not a safetensors file or is truncated: header of " + headerLength
                        + " bytes in a file of " + length);
            }
            var header = JsonFile.parseObject(
                    file, readFully(channel, 8, (int) headerLength).array());
            var metadata = new LinkedHashMap<String, String>();
            header.path(METADATA)
                    .properties()
                    .forEach(entry ->
                            metadata.put(entry.getKey(), entry.getValue().asText()));
            return new SafetensorsFile(file, tensors(file, header, 8 + headerLength, length, wanted), metadata);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, StoredTensor> tensors(
            Path file, ObjectNode header, long data, long length, Predicate<String> wanted) {
        var tensors = new LinkedHashMap<String, StoredTensor>();
        for (var field : header.properties()) {
            if (!field.getKey().equals(METADATA) && wanted.test(field.getKey())) {
                tensors.put(field.getKey(), tensor(file, field.getKey(), field.getValue(), data, length));
            }
        }
        return tensors;
    }

    private static StoredTensor tensor(Path file, String name, JsonNode entry, long data, long length) {
        var where = file + ": tensor " + name + ": ";
        var typeName = entry.path("dtype");
        var type = StorageType.named(typeName.asText())
                .orElseThrow(() -> new ModelException(where + "dtype must be F32, F16 or BF16, is " + typeName));
        var shape = shape(where, entry.path("shape"));
        var begin = entry.path("data_offsets").path(0).asLong(-1);
        var end = entry.path("data_offsets").path(1).asLong(-1);
        var bytes = elements(where, shape) * type.size;
        if (begin < 0 || end < begin || end - begin != bytes) {
            throw new ModelException(where + "data_offsets must span " + bytes + " bytes, are " + begin + " to " + end);
        }
        if (end > length - data) {
            throw new ModelException(
                    where + "file is truncated: needs " + end + " bytes after its header, has " + (length - data));
        }
        return new StoredTensor(file, name, type, shape, data + begin);
    }

    private static long elements(String where, List<Integer> shape) {
        var elements = 1L;
        for (var size : shape) {
            elements *= size;
            // Before the next size is looked at: no product of an int and this one overflows.
            if (elements > MAX_ELEMENTS) {
                throw new ModelException(where + "shape must hold at most " + MAX_ELEMENTS + " numbers, is " + shape);
            }
        }
        return elements;
    }

    private static List<Integer> shape(String where, JsonNode node) {
        var shape = new ArrayList<Integer>();
        for (var size : node) {
            if (!size.isIntegralNumber() || !size.canConvertToInt() || size.asInt() < 1) {
                throw new ModelException(where + "shape must be positive whole numbers, is " + node);
            }
            shape.add(size.asInt());
        }
        return List.copyOf(shape);
    }

    private static ByteBuffer readFully(FileChannel channel, long position, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("ends before byte " + (position + count));
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
}
