package dev.rapport.benchmarks.training;

import dev.rapport.tuning.training.Batch;
import dev.rapport.tuning.training.Sequence;
import dev.rapport.tuning.training.TrainingModule;
import java.util.List;

/** Our trainer. */
public record Trainer(TrainingModule module) implements Trainee {
    private static final double RATE = 1e-3;
    private static final double DECAY = 0.05;
    private static final double CLIP = 1;

    @Override
    public double secondsFor(List<List<Sequence>> batches, int threads) {
        TrainingModule.useThreads(threads);
        var started = System.nanoTime();
        for (var batch : batches) {
            module.step(Batch.of(batch, module.config().contextLength()), RATE, DECAY, CLIP);
        }
        return (System.nanoTime() - started) / 1e9;
    }
}
