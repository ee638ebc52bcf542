package dev.rapport.tuning.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.json.Json;
import dev.rapport.tuning.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The course of a training: {@code training-log.jsonl}, one report a line, and {@code loss.svg}. */
final class TrainingLog {
    private static final String FILE = "training-log.jsonl";
    private static final ObjectMapper JSON = Json.strict();

    private final List<JsonNode> lines = new ArrayList<>();

    /** Goes on with the log in this folder; an empty one when there is none. */
    static TrainingLog of(Path folder) throws IOException {
        var log = new TrainingLog();
        if (Files.exists(folder.resolve(FILE))) {
            for (var line : Files.readAllLines(folder.resolve(FILE))) {
                log.lines.add(JSON.readTree(line));
            }
        }
        return log;
    }

    void begin(OptionalDouble validationLoss) {
        var line = JSON.createObjectNode().put("step", 0).put("tokens", 0);
        validationLoss.ifPresent(loss -> line.put("validationLoss", loss));
        lines.add(line);
    }

    void add(TrainingProgress progress) {
        var line = JSON.createObjectNode()
                .put("step", progress.step())
                .put("tokens", progress.tokens())
                .put("elapsedSeconds", progress.elapsed().toMillis() / 1e3)
                .put("loss", progress.loss())
                .put("learningRate", progress.learningRate())
                .put("tokensPerSecond", Math.round(progress.tokensPerSecond()));
        progress.validationLoss().ifPresent(loss -> line.put("validationLoss", loss));
        lines.add(line);
    }

    /** Loss on what was kept back before the first step. */
    OptionalDouble validationLossBefore() {
        return lines.isEmpty() || !lines.get(0).has("validationLoss")
                ? OptionalDouble.empty()
                : OptionalDouble.of(lines.get(0).path("validationLoss").asDouble());
    }

    void writeInto(Path folder) throws IOException {
        Files.write(folder.resolve(FILE), lines.stream().map(JsonNode::toString).toList());
        Files.writeString(folder.resolve("loss.svg"), LossPlot.of(lines));
    }
}
