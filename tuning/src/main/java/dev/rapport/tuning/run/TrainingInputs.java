package dev.rapport.tuning.run;

import dev.rapport.tuning.checkpoint.TrainableModel;
import dev.rapport.tuning.checkpoint.UnusableFolderException;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.data.TrainingData;
import dev.rapport.tuning.training.TrainingState;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All that a training reads before it writes anything.
 *
 * @param folder    where it writes
 * @param settings  must be the same when the training is resumed
 * @param state     what is resumed; empty at a beginning
 * @param start     the model it begins with; of a resumed training its shape and vocabulary
 * @param tokenizer of that model; close it
 * @param data      what fits the model
 */
record TrainingInputs(
        TrainingFolder folder,
        Map<String, String> settings,
        Optional<TrainingState> state,
        TrainableModel start,
        ReplyTokenizer tokenizer,
        TrainingData data) {

    /** @throws dev.rapport.tuning.pair.BadDataException on data that cannot be used */
    static TrainingInputs read(TrainingData data, TuningConfig config, Consumer<String> notes) throws IOException {
        var folder = new TrainingFolder(config.out(), notes);
        var settings = settings(data, config);
        var state = folder.unfinished(config.resume());
        if (state.isPresent()) {
            requireSame(state.get().settings(), settings, config);
        }
        var start = state.isPresent()
                ? TrainableModel.read(config.out())
                : config.start().model();
        var tokenizer = ReplyTokenizer.of(start.tokenizer());
        try {
            var fitting = data.fitting(tokenizer, start.config().contextLength(), config.skipLong());
            return new TrainingInputs(folder, settings, state, start, tokenizer, fitting);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static Map<String, String> settings(TrainingData data, TuningConfig config) throws IOException {
        var settings = new TreeMap<String, String>();
        settings.put("data", data.fingerprint());
        settings.put("seed", String.valueOf(config.seed()));
        settings.put("precision", config.bf16() ? "bf16" : "fp32");
        settings.put(
                "learning rate",
                config.rate().isPresent() ? String.valueOf(config.rate().getAsDouble()) : "default");
        settings.put("start", config.start().fingerprint());
        return settings;
    }

    private static void requireSame(Map<String, String> then, Map<String, String> now, TuningConfig config)
            throws IOException {
        for (var setting : now.entrySet()) {
            var former = then.getOrDefault(setting.getKey(), "unknown");
            if (!former.equals(setting.getValue())) {
                throw new UnusableFolderException(config.out() + " was begun with another " + setting.getKey() + ": "
                        + former + ", not " + setting.getValue());
            }
        }
    }
}
