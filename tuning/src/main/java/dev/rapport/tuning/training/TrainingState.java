package dev.rapport.tuning.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.json.Json;
import dev.rapport.tuning.checkpoint.Safetensors;
import dev.rapport.tuning.checkpoint.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training that can be gone on with: all numbers in single precision.
 *
 * @param position where it stands
 * @param settings what has to be the same to go on
 * @param weights  of the model
 * @param means    Adam's means of the gradients, in the order of the weights
 * @param squares  Adam's means of their squares, likewise
 * @param best     weights that had the lowest loss on what was kept back; may be empty
 */
public record TrainingState(
        TrainingPosition position,
        Map<String, String> settings,
        List<Tensor> weights,
        List<Tensor> means,
        List<Tensor> squares,
        List<Tensor> best) {
    private static final ObjectMapper JSON = Json.strict();
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
        var tensors = new ArrayList<Tensor>();
        weights.forEach(tensor -> tensors.add(tensor.named("weights." + tensor.name())));
        means.forEach(tensor -> tensors.add(tensor.named("means." + tensor.name())));
        squares.forEach(tensor -> tensors.add(tensor.named("squares." + tensor.name())));
        best.forEach(tensor -> tensors.add(tensor.named("best." + tensor.name())));
        var about = new LinkedHashMap<String, String>();
        about.put(SETTINGS, JSON.writeValueAsString(settings));
        about.put(POSITION, text(position));
        Safetensors.write(file, tensors, Safetensors.Type.F32, about);
    }

    /** @throws IOException when the file is not what {@link #write} makes */
    public static TrainingState read(Path file) throws IOException {
        var about = Safetensors.about(file);
        var settings = about.get(SETTINGS);
        if (settings == null) {
            throw new IOException(file + " is not a training that can be resumed");
        }
        var tensors = Safetensors.read(file);
        var known = new LinkedHashMap<String, String>();
        JSON.readTree(settings)
                .properties()
                .forEach(entry -> known.put(entry.getKey(), entry.getValue().asText()));
        return new TrainingState(
                position(file),
                known,
                part("weights.", tensors),
                part("means.", tensors),
                part("squares.", tensors),
                part("best.", tensors));
    }

    /** Where such a training stands, without reading its numbers. */
    public static TrainingPosition position(Path file) throws IOException {
        var position = Safetensors.about(file).get(POSITION);
        if (position == null) {
            throw new IOException(file + " is not a training that can be resumed");
        }
        return parsed(position);
    }

    private static List<Tensor> part(String prefix, List<Tensor> tensors) {
        return tensors.stream()
                .filter(tensor -> tensor.name().startsWith(prefix))
                .map(tensor -> tensor.named(tensor.name().substring(prefix.length())))
                .toList();
    }

    private static String text(TrainingPosition position) {
        return JSON.createObjectNode()
                .put("step", position.step())
                .put("tokens", position.tokens())
                .put("elapsedNanos", position.elapsed().toNanos())
                .put("round", position.round())
                .put("taken", position.taken())
                .put("copying", position.copying())
                .put("lossSum", position.lossSum())
                .put("lossCount", position.lossCount())
                .put("bestLoss", String.valueOf(position.bestLoss())) // may be infinite, which JSON has no number for
                .put("withoutGain", position.withoutGain())
                .toString();
    }

    private static TrainingPosition parsed(String text) throws JsonProcessingException {
        var position = JSON.readTree(text);
        return new TrainingPosition(
                position.path("step").asInt(),
                position.path("tokens").asLong(),
                Duration.ofNanos(position.path("elapsedNanos").asLong()),
                position.path("round").asLong(),
                position.path("taken").asInt(),
                position.path("copying").asBoolean(),
                position.path("lossSum").asDouble(),
                position.path("lossCount").asInt(),
                Double.parseDouble(position.path("bestLoss").asText()),
                position.path("withoutGain").asInt());
    }
}
