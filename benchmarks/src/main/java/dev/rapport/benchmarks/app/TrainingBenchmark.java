package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.benchmarks.training.Lessons;
import dev.rapport.benchmarks.training.TorchPeer;
import dev.rapport.benchmarks.training.Trainer;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.source.ModelLocator;
import dev.rapport.tuning.checkpoint.TrainableModel;
import dev.rapport.tuning.training.TrainingModule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How fast the bundled model is trained, beside the same training written in PyTorch.
 *
 * @param measured told of each case as soon as it is measured
 */
record TrainingBenchmark(InferenceOptions chosen, Consumer<CaseResult> measured) implements Benchmark {
    private static final String PRECISION = "bf16";
    private static final int MAX_THREADS = 2;

    @Override
    public String name() {
        return "training";
    }

    @Override
    public Set<String> options() {
        return Set.of("--python");
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        var python = chosen.python();
        if (python == null) {
            throw new BenchmarkException(
                    "training is compared with PyTorch: name a Python that has torch with --python");
        }
        try {
            return run(
                    TrainableModel.read(
                            ModelLocator.system().locate(ModelLocator.DEFAULT).path()),
                    python,
                    time);
        } catch (IOException e) {
            throw new BenchmarkException(String.valueOf(e.getMessage()), e);
        }
    }

    private List<CaseResult> run(TrainableModel start, String python, Duration time)
            throws IOException, InterruptedException {
        var vocabulary = start.config().vocabularySize();
        try (var module = new TrainingModule(start, ComputeDevice.CPU, true);
                var peer = TorchPeer.start(python, start.config(), PRECISION)) {
            var results = new ArrayList<CaseResult>();
            var threads = IntStream.rangeClosed(
                            1, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()))
                    .toArray();
            for (var count : threads) {
                var result = new Comparison(
                                PRECISION + "-threads-" + count,
                                "tokens/s",
                                Lessons.rate(new Trainer(module), vocabulary, count, 1),
                                "PyTorch in Python",
                                Lessons.rate(peer, vocabulary, count, 1))
                        .measure(time.dividedBy(threads.length));
                measured.accept(result);
                results.add(result);
            }
            return results;
        }
    }
}
