package dev.rapport.tuning.training;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rapport.inference.model.checkpoint.SafetensorsFile;
import dev.rapport.inference.model.checkpoint.SafetensorsWriter;
import dev.rapport.inference.model.checkpoint.StorageType;
import dev.rapport.inference.model.checkpoint.StoredTensor;
import dev.rapport.inference.model.checkpoint.Tensor;
import dev.rapport.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A training that can be resumed: all numbers in single precision.
 *
 * @param position where it stands
 * @param settings what must be the same to resume it
 * @param weights  of the model
 * @param means    Adam's means of the gradients, in the order of the weights
 * @param squares  Adam's means of their squares, likewise
 * @param best     weights that had the lowest validation loss; may be empty
 */
public record TrainingState(
        TrainingPosition position,
        Map<String, String> settings,
        List<Tensor> weights,
        List<Tensor> means,
        List<Tensor> squares,
        List<Tensor> best) {
    private static final String POSITION = "rapport.position";
    private static final String SETTINGS = "rapport.settings";

    public TrainingState {
        settings = Map.copyOf(settings);
        weights = List.copyOf(weights);
        means = List.copyOf(means);
        squares = List.copyOf(squares);
        best = List.copyOf(best);
    }

    /** Writes one safetensors file. */
    public void write(Path file) throws IOException {
        var writer = new SafetensorsWriter(StorageType.F32)
                .metadata(SETTINGS, Json.strict().writeValueAsString(settings))
                .metadata(POSITION, Json.strict().writeValueAsString(position));
        add("weights.", weights, writer);
        add("means.", means, writer);
        add("squares.", squares, writer);
        add("best.", best, writer);
        writer.write(file);
    }

    private static void add(String prefix, List<Tensor> tensors, SafetensorsWriter writer) {
        tensors.forEach(tensor -> writer.add(tensor.named(prefix + tensor.name())));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when it is another file
     */
    public static TrainingState read(Path file) throws IOException {
        var opened = SafetensorsFile.open(file);
        var settings = opened.metadata().get(SETTINGS);
        if (settings == null) {
            throw new IOException(file + " is not a training that can be resumed");
        }
        return new TrainingState(
                position(file),
                Json.strict().readValue(settings, new TypeReference<>() {}),
                part("weights.", opened),
                part("means.", opened),
                part("squares.", opened),
                part("best.", opened));
    }

    /** Where such a training stands, without reading its numbers. */
    public static TrainingPosition position(Path file) throws IOException {
        var position = SafetensorsFile.open(file).metadata().get(POSITION);
        if (position == null) {
            throw new IOException(file + " is not a training that can be resumed");
        }
        return Json.strict().readValue(position, TrainingPosition.class);
    }

    private static List<Tensor> part(String prefix, SafetensorsFile file) {
        return file.tensors().values().stream()
                .filter(tensor -> tensor.name().startsWith(prefix))
                .map(StoredTensor::read)
                .map(tensor -> tensor.named(tensor.name().substring(prefix.length())))
                .toList();
    }
}
