package dev.rapport.tuning.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.runtime.json.Json;
import dev.rapport.tuning.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** A training, report by report: {@code training-log.jsonl}, one report a line, and {@code loss.png}. */
final class TrainingLog {
    private static final String FILE = "training-log.jsonl";

    private final List<JsonNode> lines = new ArrayList<>();

    /** The log in this folder; an empty one when there is none. */
    static TrainingLog of(Path folder) throws IOException {
        var log = new TrainingLog();
        if (Files.exists(folder.resolve(FILE))) {
            for (var line : Files.readAllLines(folder.resolve(FILE))) {
                log.lines.add(Json.strict().readTree(line));
            }
        }
        return log;
    }

    void begin(OptionalDouble validationLoss) {
        var line = Json.strict().createObjectNode().put("step", 0).put("tokens", 0);
        validationLoss.ifPresent(loss -> line.put("validationLoss", loss));
        lines.add(line);
    }

    void add(TrainingProgress progress) {
        var line = Json.strict()
                .createObjectNode()
                .put("step", progress.step())
                .put("tokens", progress.tokens())
                .put("elapsedSeconds", progress.elapsed().toMillis() / 1e3)
                .put("loss", progress.loss())
                .put("learningRate", progress.learningRate())
                .put("tokensPerSecond", Math.round(progress.tokensPerSecond()));
        progress.validationLoss().ifPresent(loss -> line.put("validationLoss", loss));
        lines.add(line);
    }

    /** Validation loss before the first step. */
    OptionalDouble validationLossBefore() {
        return lines.isEmpty() || !lines.get(0).has("validationLoss")
                ? OptionalDouble.empty()
                : OptionalDouble.of(lines.get(0).path("validationLoss").asDouble());
    }

    void writeInto(Path folder) throws IOException {
        Files.write(folder.resolve(FILE), lines.stream().map(JsonNode::toString).toList());
    }

    /**
     * Draws the plot of a finished training; not while the process ends, when Java cannot draw any more.
     *
     * @param notes why the plot cannot be drawn, if so: that must not fail a training
     */
    void plotInto(Path folder, Consumer<String> notes) {
        try {
            LossPlot.write(lines, folder);
        } catch (IOException e) {
            notes.accept(LossPlot.FILE + " cannot be drawn here: " + e.getMessage());
        }
    }
}
