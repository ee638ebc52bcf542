package dev.rapport.tuning.run;

import dev.rapport.inference.model.checkpoint.Tensor;
import dev.rapport.tuning.checkpoint.TrainableModel;
import dev.rapport.tuning.data.TrainingData;
import dev.rapport.tuning.run.TuningResult.HeldOutLoss;
import dev.rapport.tuning.training.LearningRate;
import dev.rapport.tuning.training.StoppedException;
import dev.rapport.tuning.training.TrainingLoop;
import dev.rapport.tuning.training.TrainingModule;
import dev.rapport.tuning.training.TrainingPlan;
import dev.rapport.tuning.training.TrainingProgress;
import dev.rapport.tuning.training.TrainingState;
import dev.rapport.tuning.training.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One training from its beginning, or from its last save, to its end. */
final class TrainingRun implements AutoCloseable {
    private static final int MAX_BATCH_TOKENS = 2_048;
    private static final int MIN_BATCH_TOKENS = 256;
    private static final int STEPS_PER_EPOCH = 16;

    private final TuningConfig config;
    private final Tuning.Listener listener;
    private final TrainingInputs inputs;
    private final TrainingLog log;
    private final TrainingModule module;
    private final TrainingPlan plan;
    private final TrainingLoop loop;
    private final ExitGuard guard;
    private Duration nextSave;
    private @Nullable TrainingProgress lastReport;

    private TrainingRun(TuningConfig config, Tuning.Listener listener, TrainingInputs inputs) throws IOException {
        this.config = config;
        this.listener = listener;
        this.inputs = inputs;
        this.log = inputs.state().isPresent() ? TrainingLog.of(config.out()) : new TrainingLog();
        this.plan = plan(config, inputs);
        this.module = inputs.state().isPresent()
                ? new TrainingModule(inputs.start().config(), inputs.state().get(), config.device(), config.bf16())
                : new TrainingModule(inputs.start(), config.device(), config.bf16());
        this.loop = new TrainingLoop(module, plan, System::nanoTime);
        this.nextSave = config.saveEvery();
        this.guard = new ExitGuard(loop::stop);
    }

    /** Reads everything; nothing is written yet. */
    static TrainingRun open(TrainingData data, TuningConfig config, Tuning.Listener listener) throws IOException {
        var inputs = TrainingInputs.read(data, config, listener::noted);
        try {
            return new TrainingRun(config, listener, inputs);
        } catch (IOException | RuntimeException e) {
            inputs.tokenizer().close();
            throw e;
        }
    }

    /** Trains to the end and writes the checkpoint. */
    TuningResult train() throws IOException {
        begin();
        var progress = run();
        var last = plan.validation().loss(module);
        var earlier = loop.position().bestLoss();
        var best = !loop.best().isEmpty() && earlier < last.orElse(Double.NEGATIVE_INFINITY);
        if (best) {
            listener.noted(String.format(
                    Locale.ROOT,
                    "an earlier epoch was better on the held-out examples (loss %.4f, not %.4f): its weights are kept",
                    earlier,
                    last.orElse(0)));
        }
        var after = best ? earlier : last.orElse(Double.NaN);
        var heldOut = log.validationLossBefore().isPresent() && last.isPresent()
                ? Optional.of(new HeldOutLoss(
                        inputs.data().heldOut().size(),
                        log.validationLossBefore().getAsDouble(),
                        after))
                : Optional.<HeldOutLoss>empty();
        var result = result(progress, heldOut);
        write(best ? loop.best() : module.weights(), result, Optional.empty());
        return result;
    }

    private TrainingProgress run() throws IOException {
        try {
            return loop.run(this::reported);
        } catch (StoppedException e) {
            if (lastReport != null) {
                saveOnTheWay(lastReport);
            }
            throw e;
        }
    }

    private void begin() {
        inputs.data()
                .count()
                .filter(count -> count.tooLong() > 0)
                .ifPresent(count -> listener.noted(count.words() + " are used"));
        var heldOut = inputs.data().heldOut().size();
        if (inputs.state().isPresent()) {
            var state = inputs.state().get();
            loop.resume(state.position(), state.best());
            nextSave = Duration.ofNanos(state.position().elapsedNanos()).plus(config.saveEvery());
            listener.noted(String.format(
                    Locale.ROOT,
                    "resuming at step %d, %.2f M tokens",
                    state.position().step(),
                    state.position().tokens() / 1e6));
        } else {
            log.begin(plan.validation().loss(module));
            if (config.resume()) {
                listener.noted(config.out() + " holds no unfinished training: starting from the beginning");
            }
        }
        listener.noted(
                heldOut == 0
                        ? "too few pairs to hold any out: the training does not stop early, and its gain is not measured"
                        : heldOut + " examples are held out for evaluation");
    }

    private void reported(TrainingProgress progress) {
        lastReport = progress;
        log.add(progress);
        listener.progressed(progress);
        if (progress.elapsed().compareTo(nextSave) >= 0 && progress.done() < 1) {
            nextSave = progress.elapsed().plus(config.saveEvery());
            try {
                saveOnTheWay(progress);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void saveOnTheWay(TrainingProgress progress) throws IOException {
        var weights = module.weights();
        var state = new TrainingState(
                loop.position(), inputs.settings(), weights, module.means(), module.squares(), loop.best());
        write(weights, result(progress, Optional.empty()), Optional.of(state));
        listener.noted("saved at step " + loop.position().step() + "; --resume continues from here");
    }

    private void write(List<Tensor> weights, TuningResult result, Optional<TrainingState> state) throws IOException {
        var start = inputs.start();
        var card = ModelCard.of(config, inputs.data(), start.config(), result);
        var model = new TrainableModel(start.config(), weights, start.tokenizer());
        inputs.folder().write(model, log, card, state);
    }

    private TuningResult result(TrainingProgress progress, Optional<HeldOutLoss> heldOut) {
        return new TuningResult(
                config.out(),
                inputs.start().config().parameters(),
                inputs.data().count(),
                progress,
                heldOut);
    }

    private static TrainingPlan plan(TuningConfig config, TrainingInputs inputs) {
        var usual = config.start().learningRate();
        var rate = new LearningRate(config.rate().orElse(usual.peak()), usual.warmUp(), usual.floor());
        var data = inputs.data();
        var tokenizer = inputs.tokenizer();
        var perEpoch = data.tokensPerEpoch(tokenizer);
        var batch = (int) Math.max(MIN_BATCH_TOKENS, Math.min(MAX_BATCH_TOKENS, perEpoch / STEPS_PER_EPOCH));
        var heldOut = data.heldOut().stream().map(tokenizer::sequence).toList();
        var validation = new Validation(heldOut, inputs.start().config().contextLength(), MAX_BATCH_TOKENS);
        var curriculum = data.curriculum(config.seed(), tokenizer);
        return new TrainingPlan(curriculum, validation, config.seed(), batch, rate, config.limits());
    }

    @Override
    public void close() {
        module.close();
        inputs.tokenizer().close();
        guard.close();
    }
}
