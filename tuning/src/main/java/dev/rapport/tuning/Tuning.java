package dev.rapport.tuning;

import dev.rapport.inference.GeneratorConfig;
import dev.rapport.inference.LocalTextGenerator;
import dev.rapport.inference.model.ModelException;
import dev.rapport.tuning.TuningConfig.Start;
import dev.rapport.tuning.checkpoint.Checkpoint;
import dev.rapport.tuning.checkpoint.CheckpointFolder;
import dev.rapport.tuning.corpus.Corpus;
import dev.rapport.tuning.corpus.Example;
import dev.rapport.tuning.corpus.Language;
import dev.rapport.tuning.corpus.Split;
import dev.rapport.tuning.evaluation.Evaluation;
import dev.rapport.tuning.evaluation.Evaluator;
import dev.rapport.tuning.training.InitialWeights;
import dev.rapport.tuning.training.LearningRate;
import dev.rapport.tuning.training.TrainingLoop;
import dev.rapport.tuning.training.TrainingModule;
import dev.rapport.tuning.training.TrainingPlan;
import dev.rapport.tuning.training.TrainingProgress;
import dev.rapport.tuning.vocabulary.BytePairTrainer;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import dev.rapport.tuning.vocabulary.TokenizerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Trains a GPT-2 to write replies. */
public final class Tuning {
    private static final int BATCH_TOKENS = 2_048;
    private static final int VOCABULARY_EXAMPLES = 18_000;
    private static final int EVALUATED = 200;
    private static final long EVALUATION_SEED = 20_261_121;
    private static final Duration SAVE_EVERY = Duration.ofMinutes(5);
    private static final LearningRate FROM_SCRATCH = new LearningRate(1.5e-3, 150, 0.05);
    private static final LearningRate FINE = new LearningRate(2e-4, 20, 0.05);

    private Tuning() {}

    /**
     * Trains, evaluates, and writes the checkpoint; every five minutes also what there is by then.
     *
     * @param report told now and then, on the calling thread
     * @throws IOException when a file cannot be read or written; the message is one line
     * @throws dev.rapport.tuning.corpus.BadDataException on a bad line of data, before anything is written
     */
    public static TuningResult train(TuningConfig config, Consumer<TrainingProgress> report) throws IOException {
        var folder = new CheckpointFolder(config.out());
        var pairs =
                config.data().isPresent() ? Optional.of(Pairs.read(config.data().get())) : Optional.<Pairs>empty();
        var start = start(config, pairs);
        try (var tokenizer = ReplyTokenizer.of(start.tokenizer());
                var module = new TrainingModule(start, config.bf16())) {
            var loop = new TrainingLoop(module, tokenizer, plan(config), System::nanoTime);
            var saver = new Saver(module, start, tokenizer.endId(), config, folder);
            var progress = loop.run(examples(config, pairs), config.seed(), now -> {
                report.accept(now);
                saver.saveNowAndThen(now);
            });
            saver.save(saver.result(progress)); // kept even if the evaluation is broken off
            var result = new TuningResult(
                    config.out(),
                    start.shape().parameters(),
                    progress,
                    pairs.isPresent() ? Optional.empty() : Optional.of(evaluate(config.out())),
                    pairs.map(some -> some.heldOutLoss(module, tokenizer)).orElse(OptionalDouble.empty()));
            saver.save(result);
            return result;
        }
    }

    /**
     * Measures how well a checkpoint copies, on the same generated prompts for every checkpoint.
     *
     * @throws IOException when the folder holds no model that can be used
     */
    public static Evaluation evaluate(Path folder) throws IOException {
        try (var generator = LocalTextGenerator.open(folder.toAbsolutePath().toString(), GeneratorConfig.DEFAULT)
                .closeAtExit()) {
            return new Evaluator(generator).evaluate(EVALUATED, EVALUATION_SEED);
        } catch (ModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Checkpoint start(TuningConfig config, Optional<Pairs> pairs) throws IOException {
        if (config.start() instanceof Start.Folder from) {
            return Checkpoint.read(from.folder());
        }
        var size = ((Start.Scratch) config.start()).size();
        var examples = pairs.map(some -> some.training().stream()).orElseGet(() -> vocabularyExamples(config.seed()));
        var texts =
                examples.map(example -> example.prompt() + example.replyText()).toList();
        var vocabulary = BytePairTrainer.train(texts, size.vocabulary());
        var shape = size.shape(vocabulary.size());
        return new Checkpoint(shape, InitialWeights.of(shape, config.seed()), TokenizerFile.of(vocabulary));
    }

    /** Mostly Chinese: Han characters are many, and each one that gets a token of its own shortens replies. */
    private static Stream<Example> vocabularyExamples(long seed) {
        var corpus = new Corpus(Split.TRAINING, seed);
        return IntStream.range(0, VOCABULARY_EXAMPLES)
                .mapToObj(i -> corpus.next(i % 3 == 0 ? Language.ENGLISH : Language.CHINESE));
    }

    private static Supplier<Example> examples(TuningConfig config, Optional<Pairs> pairs) {
        var random = new SplittableRandom(config.seed());
        return pairs.<Supplier<Example>>map(some -> () -> some.any(random))
                .orElseGet(() -> new Corpus(Split.TRAINING, config.seed() + 1)::next);
    }

    private static TrainingPlan plan(TuningConfig config) {
        var usual = config.start() instanceof Start.Scratch ? FROM_SCRATCH : FINE;
        var rate = new LearningRate(config.rate().orElse(usual.peak()), usual.warmUp(), usual.floor());
        return new TrainingPlan(BATCH_TOKENS, rate, 0.05, 1.0, 3, config.tokens(), config.time());
    }

    /** Writes the model as it stands. */
    private static final class Saver {
        private final TrainingModule module;
        private final Checkpoint start;
        private final int endId;
        private final TuningConfig config;
        private final CheckpointFolder folder;
        private Duration next = SAVE_EVERY;

        Saver(TrainingModule module, Checkpoint start, int endId, TuningConfig config, CheckpointFolder folder) {
            this.module = module;
            this.start = start;
            this.endId = endId;
            this.config = config;
            this.folder = folder;
        }

        void saveNowAndThen(TrainingProgress progress) {
            if (progress.elapsed().compareTo(next) >= 0 && progress.done() < 1) {
                next = progress.elapsed().plus(SAVE_EVERY);
                try {
                    save(result(progress));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        /** Nothing measured yet. */
        TuningResult result(TrainingProgress progress) {
            return new TuningResult(
                    config.out(), start.shape().parameters(), progress, Optional.empty(), OptionalDouble.empty());
        }

        void save(TuningResult result) throws IOException {
            var card = ModelCard.of(config, start.shape(), result);
            folder.write(new Checkpoint(start.shape(), module.weights(), start.tokenizer()), endId, card);
        }
    }
}
