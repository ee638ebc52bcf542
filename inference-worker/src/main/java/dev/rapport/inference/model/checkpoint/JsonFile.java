package dev.rapport.inference.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.inference.model.ModelException;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.json.JsonFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a JSON file that must hold one object, with errors of one line. */
final class JsonFile {
    static final ObjectMapper MAPPER = Json.strict();

    private JsonFile() {}

    static ObjectNode readObject(Path file) {
        return parseObject(file, readBytes(file));
    }

    static byte[] readBytes(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file + ": " + (Files.exists(file) ? "must be a file" : "must exist, is missing"));
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    static ObjectNode parseObject(Path file, byte[] bytes) {
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw new ModelException(file + ": must hold a JSON object");
        } catch (JsonProcessingException e) {
            throw new ModelException(file + ": must be JSON" + where(e) + ": " + JsonFault.of(e), e);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String where(JsonProcessingException failure) {
        var location = failure.getLocation();
        return location == null ? "" : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
