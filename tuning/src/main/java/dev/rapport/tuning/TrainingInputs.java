package dev.rapport.tuning;

import dev.rapport.tuning.TuningConfig.Start;
import dev.rapport.tuning.checkpoint.Checkpoint;
import dev.rapport.tuning.checkpoint.UnusableFolderException;
import dev.rapport.tuning.training.InitialWeights;
import dev.rapport.tuning.training.TrainingState;
import dev.rapport.tuning.vocabulary.BytePairTrainer;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import dev.rapport.tuning.vocabulary.TokenizerFile;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a training reads before it writes anything.
 *
 * @param folder    where it writes
 * @param settings  what has to be the same when it is gone on with
 * @param state     what it goes on with; empty at a beginning
 * @param start     the model it begins with; of one gone on with the shape and the vocabulary
 * @param tokenizer of that model; close it
 * @param data      pairs that fit the model
 */
record TrainingInputs(
        TrainingFolder folder,
        Map<String, String> settings,
        Optional<TrainingState> state,
        Checkpoint start,
        ReplyTokenizer tokenizer,
        TuningData data) {

    /** @throws dev.rapport.tuning.corpus.BadDataException on data that cannot be used */
    static TrainingInputs read(TuningConfig config) throws IOException {
        var folder = new TrainingFolder(config.out());
        TuningData data =
                config.data().isPresent() ? PairData.of(config.data().get()) : GeneratedData.with(config.real());
        var settings = settings(config, data);
        var state = folder.stateToGoOnWith(config.resume());
        if (state.isPresent()) {
            requireSame(state.get().settings(), settings, config);
        }
        var start = state.isPresent() ? Checkpoint.read(config.out()) : start(config, data);
        var tokenizer = ReplyTokenizer.of(start.tokenizer());
        try {
            var fitting = data.fitting(tokenizer, start.shape().positions(), isLongSkipped(config));
            return new TrainingInputs(folder, settings, state, start, tokenizer, fitting);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static boolean isLongSkipped(TuningConfig config) {
        return config.skipLong()
                || config.data().filter(PairSource.Outcomes.class::isInstance).isPresent();
    }

    private static Map<String, String> settings(TuningConfig config, TuningData data) throws IOException {
        var settings = new TreeMap<String, String>();
        settings.put("data", data.fingerprint());
        settings.put("seed", String.valueOf(config.seed()));
        settings.put("precision", config.bf16() ? "bf16" : "fp32");
        settings.put(
                "learning rate",
                config.rate().isPresent() ? String.valueOf(config.rate().getAsDouble()) : "usual");
        settings.put(
                "start",
                config.start() instanceof Start.Folder from
                        ? Fingerprint.of(from.folder().resolve("model.safetensors"))
                        : ((Start.Scratch) config.start()).size().name().toLowerCase(Locale.ROOT));
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

    private static Checkpoint start(TuningConfig config, TuningData data) throws IOException {
        if (config.start() instanceof Start.Folder from) {
            return Checkpoint.read(from.folder());
        }
        var size = ((Start.Scratch) config.start()).size();
        var texts = data.forVocabulary(config.seed())
                .map(example -> example.prompt() + example.replyText())
                .toList();
        var vocabulary = BytePairTrainer.train(texts, size.vocabulary());
        var shape = size.shape(vocabulary.size());
        return new Checkpoint(shape, InitialWeights.of(shape, config.seed()), TokenizerFile.of(vocabulary));
    }
}
