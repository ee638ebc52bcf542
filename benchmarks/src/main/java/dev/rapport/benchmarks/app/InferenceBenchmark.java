package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.inference.Engine;
import dev.rapport.benchmarks.inference.LockStep;
import dev.rapport.benchmarks.inference.Peer;
import dev.rapport.benchmarks.inference.Rates;
import dev.rapport.benchmarks.inference.ScriptedWriter;
import dev.rapport.benchmarks.inference.StaticBatches;
import dev.rapport.benchmarks.inference.Tasks;
import dev.rapport.benchmarks.inference.Writer;
import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.benchmarks.measure.ResidentMemory;
import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.engine.GeneratorConfig;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.source.ModelLocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * How fast the engine writes, beside Hugging Face transformers on the same checkpoint, or, where there is no Python, beside
 * itself with one prompt at a time.
 *
 * @param measured told of each case as soon as it is measured: all of them take minutes with a large model
 */
record InferenceBenchmark(InferenceOptions chosen, Consumer<CaseResult> measured) implements Benchmark {
    private static final List<Integer> BATCHES = List.of(1, 8, 32, 64);
    private static final int PROMPT_TOKENS = 64;
    private static final int NEW_TOKENS = 64;
    /** What a prompt takes and half as much again: it refuses prompts when its cache of all slots is nearly full. */
    private static final int LLAMA_SLOT_TOKENS = (PROMPT_TOKENS + NEW_TOKENS) * 3 / 2;

    private static final int MIXED_PROMPTS = 200;
    private static final int MIXED_BATCH = 32;
    private static final int PREFILL_BATCH = 4;
    /** With a new token it fits the bundled model's context. */
    private static final int PREFILL_TOKENS = 384;

    /** Holds what any case has under way at once. */
    private static final long CACHE_BYTES = 1L << 30;

    private static final int ROUNDS = 5;
    /** Where a large model takes minutes. */
    private static final int FEW_ROUNDS = 2;

    private static final String UNIT = "tokens/s";

    @Override
    public String name() {
        return "inference";
    }

    @Override
    public Set<String> options() {
        return Set.of("--model", "--precision", "--python", "--cases", "--llama", "--gguf");
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        var llama = chosen.llama();
        if (llama != null) {
            return runBeside(llama, time);
        }
        var python = chosen.python();
        if (python == null) {
            return run(time, Optional.empty());
        }
        var folder = ModelLocator.system().locate(chosen.model()).path();
        try (var peer = ScriptedWriter.transformers(python, folder, chosen.precision())) {
            return run(time, Optional.of(peer));
        }
    }

    private List<CaseResult> runBeside(InferenceOptions.Llama llama, Duration time) throws InterruptedException {
        var results = new ArrayList<CaseResult>();
        var slots = Collections.max(BATCHES);
        try (var peer = ScriptedWriter.llama(llama.jar(), llama.gguf(), slots, slots * LLAMA_SLOT_TOKENS);
                var generator = open(slots)) {
            var engine = new Engine(generator);
            var turn = time.dividedBy(BATCHES.size());
            var comparisons = decoding(engine, tasks(generator), peer, "java-llama.cpp");
            measure(comparisons, turn, FEW_ROUNDS, results);
            addMemory(peer, "java-llama.cpp", required(results));
        }
        return results;
    }

    private List<CaseResult> run(Duration time, Optional<? extends Peer> peer) throws InterruptedException {
        var turn = time.dividedBy(BATCHES.size() + 3L + (peer.isPresent() ? 1 : 0));
        var rounds = peer.isPresent() ? FEW_ROUNDS : ROUNDS;
        var results = new ArrayList<CaseResult>();
        try (var generator = open(Collections.max(BATCHES))) {
            measure(equalLengths(new Engine(generator), tasks(generator), peer), turn, rounds, results);
        }
        try (var generator = open(MIXED_BATCH)) {
            measure(mixedLengths(new Engine(generator), tasks(generator), peer), turn, FEW_ROUNDS, results);
        }
        required(results);
        peer.ifPresent(other -> addMemory(other, "transformers", results));
        return results;
    }

    /** The most that both processes had in RAM by now. */
    private void addMemory(Peer peer, String name, List<CaseResult> results) {
        ResidentMemory.compared(ResidentMemory.peakBytes(), peer.peakBytes(), name)
                .ifPresent(result -> {
                    measured.accept(result);
                    results.add(result);
                });
    }

    private List<CaseResult> required(List<CaseResult> results) {
        if (results.isEmpty()) {
            throw new BenchmarkException("no case begins with " + String.join(" or ", chosen.cases()));
        }
        return results;
    }

    private void measure(List<Comparison> comparisons, Duration turn, int rounds, List<CaseResult> results)
            throws InterruptedException {
        for (var comparison : comparisons) {
            if (chosen.cases().stream().anyMatch(comparison.name()::startsWith)) {
                var result = comparison.measure(turn, rounds);
                measured.accept(result);
                results.add(result);
            }
        }
    }

    private static List<Comparison> equalLengths(Engine engine, Tasks tasks, Optional<? extends Peer> peer) {
        var name = peer.isPresent() ? "transformers" : "one prompt at a time";
        var baseline = peer.<Writer>map(same -> same).orElse(new StaticBatches(engine, 1));
        var comparisons = decoding(engine, tasks, baseline, name);
        var prompts = tasks.of(PREFILL_BATCH, PREFILL_TOKENS, 1);
        comparisons.add(new Comparison(
                "prefill-" + PREFILL_BATCH + "x" + PREFILL_TOKENS,
                UNIT,
                Rates.prefill(engine, tasks, prompts),
                name,
                Rates.prefill(baseline, tasks, prompts)));
        return comparisons;
    }

    private static List<Comparison> decoding(Engine engine, Tasks tasks, Writer baseline, String name) {
        var comparisons = new ArrayList<Comparison>();
        for (var batch : BATCHES) {
            var prompts = tasks.of(batch, PROMPT_TOKENS, NEW_TOKENS);
            comparisons.add(new Comparison(
                    "decode-batch-" + batch,
                    UNIT,
                    Rates.decode(engine, tasks, prompts),
                    name,
                    Rates.decode(baseline, tasks, prompts)));
        }
        return comparisons;
    }

    /**
     * Prompts of mixed lengths beside static batches of the engine whose rows all go on until the last is done, others that
     * a prompt leaves as soon as it is done, and static batches of a peer.
     */
    private static List<Comparison> mixedLengths(Engine engine, Tasks tasks, Optional<? extends Peer> peer) {
        var prompts = tasks.mixed(MIXED_PROMPTS);
        var whole = Rates.whole(engine, tasks, prompts);
        var comparisons = new ArrayList<Comparison>();
        BiConsumer<String, Writer> against = (name, writer) -> comparisons.add(new Comparison(
                "mixed-" + name,
                UNIT,
                whole,
                name,
                Rates.whole(new StaticBatches(writer, MIXED_BATCH), tasks, prompts)));
        against.accept("static", new LockStep(engine));
        against.accept("leaving", engine);
        peer.ifPresent(other -> against.accept("transformers", other));
        return comparisons;
    }

    private LocalTextGenerator open(int slots) {
        var batching = new BatchingConfig(slots, BatchingConfig.DEFAULT.prefillTokens());
        return LocalTextGenerator.open(
                chosen.model(), new GeneratorConfig(ComputeDevice.AUTO, chosen.precision(), batching, CACHE_BYTES));
    }

    private static Tasks tasks(LocalTextGenerator generator) {
        return new Tasks(generator.tokenizer(), 1);
    }
}
