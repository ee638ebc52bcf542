package dev.rapport.inference.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.source.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The tests' random checkpoint, and what Hugging Face transformers answers on it; made by {@code make_golden.py}. */
public final class TinyModel {
    private TinyModel() {}

    public static Path folder() {
        return resource("tiny-gpt2");
    }

    public static Checkpoint checkpoint() {
        return Checkpoint.open(new ModelFolder(folder(), "tiny-gpt2"));
    }

    /** A copy that a test may damage. */
    public static Path copyTo(Path folder) throws IOException {
        for (var file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
            Files.copy(folder().resolve(file), folder.resolve(file));
        }
        return folder;
    }

    public static JsonNode golden() {
        try {
            return new ObjectMapper().readTree(resource("golden.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<JsonNode> prompts() {
        return list(golden().path("prompts"));
    }

    public static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    public static List<Integer> integers(JsonNode array) {
        var values = new ArrayList<Integer>();
        array.forEach(value -> values.add(value.asInt()));
        return values;
    }

    public static int[] ints(JsonNode array) {
        return integers(array).stream().mapToInt(Integer::intValue).toArray();
    }

    /** Numbers; null stands for negative infinity. */
    public static float[] floats(JsonNode array) {
        var values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).isNull()
                    ? Float.NEGATIVE_INFINITY
                    : (float) array.get(i).asDouble();
        }
        return values;
    }

    private static Path resource(String name) {
        try {
            var url = TinyModel.class.getResource(name);
            if (url == null) {
                throw new IllegalStateException(name + " is not among the test resources");
            }
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
