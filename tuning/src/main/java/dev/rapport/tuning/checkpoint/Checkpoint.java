package dev.rapport.tuning.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A GPT-2 with its tokenizer.
 *
 * @param shape     of the model
 * @param tensors   in the order of {@link Gpt2Shape#tensors()}
 * @param tokenizer text of its {@code tokenizer.json}
 */
public record Checkpoint(Gpt2Shape shape, List<Tensor> tensors, String tokenizer) {
    public Checkpoint {
        tensors = List.copyOf(tensors);
    }

    /**
     * Reads a folder in Hugging Face layout: {@code config.json}, {@code tokenizer.json}, {@code model.safetensors}.
     *
     * @throws IOException when a file is missing or not what a GPT-2 needs; the message says which
     */
    public static Checkpoint read(Path folder) throws IOException {
        try {
            var shape = ConfigFile.shape(Files.readString(folder.resolve(ConfigFile.NAME)));
            var tokenizer = Files.readString(folder.resolve("tokenizer.json"));
            var found = Safetensors.read(folder.resolve("model.safetensors")).stream()
                    .collect(Collectors.toMap(t -> t.name().replaceFirst("^transformer\\.", ""), t -> t));
            var tensors = new ArrayList<Tensor>();
            for (var wanted : shape.tensors().entrySet()) {
                var tensor = found.get(wanted.getKey());
                if (tensor == null) {
                    throw new IOException(folder + ": model.safetensors has no " + wanted.getKey());
                }
                tensors.add(new Tensor(wanted.getKey(), wanted.getValue(), tensor.values()));
            }
            return new Checkpoint(shape, tensors, tokenizer);
        } catch (NoSuchFileException e) {
            throw new IOException(folder + " is not a checkpoint: " + e.getFile() + " is missing", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(folder + ": " + e.getMessage(), e);
        }
    }
}
