package dev.rapport.inference.app;

import dev.rapport.inference.decoding.DecodeListener;
import dev.rapport.inference.engine.GeneratorStatistics;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.metrics.GaugeMeter;
import dev.rapport.runtime.metrics.SummaryMeter;
import dev.rapport.runtime.metrics.TimerMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Meters of the engine: what its decode loop does, and how long sequences wait for what. */
final class EngineMeters implements DecodeListener {
    private static final TimerMeter QUEUE_WAIT = TimerMeter.ofHistogram(
            "rapport.inference.queue.wait", "Time that a sequence waits until it joins the batch.");
    private static final TimerMeter FIRST_TOKEN = TimerMeter.ofHistogram(
            "rapport.inference.time.to.first.token", "Time from the submission of a sequence to its first token.");
    private static final TimerMeter INTER_TOKEN =
            TimerMeter.ofHistogram("rapport.inference.inter.token", "Time between two tokens of a sequence.");
    private static final TimerMeter STEP =
            TimerMeter.ofHistogram("rapport.inference.step", "Time of one step of the model.");
    private static final SummaryMeter STEP_TOKENS = SummaryMeter.of(
            "rapport.inference.step.tokens",
            "tokens",
            "Tokens of one step of the model: prompt tokens read and tokens written.");
    private static final CounterMeter WASTED = CounterMeter.of(
            "rapport.inference.wasted.tokens", "tokens", "Tokens written for sequences that were given up or expired.");
    private static final CounterMeter MODEL_TOKENS = CounterMeter.of(
            "rapport.inference.model.tokens",
            "tokens",
            "Tokens by kind: prompt tokens read (prefill), prompt tokens found in the cache (shared), tokens written"
                    + " (decode).",
            "kind");
    private static final GaugeMeter SLOTS_BUSY =
            GaugeMeter.of("rapport.inference.slots.busy", "sequences", "Sequences in the batch, now.");
    private static final GaugeMeter SLOTS_WAITING = GaugeMeter.of(
            "rapport.inference.slots.waiting", "sequences", "Sequences that wait for a slot or for cache, now.");
    private static final GaugeMeter CACHE =
            GaugeMeter.of("rapport.inference.kv", "bytes", "Memory of cached keys and values that sequences use, now.");

    private final Timer queueWait;
    private final Timer timeToFirstToken;
    private final Timer interToken;
    private final Timer step;
    private final DistributionSummary stepTokens;
    private final Counter wasted;

    private EngineMeters(MeterRegistry registry) {
        queueWait = QUEUE_WAIT.in(registry);
        timeToFirstToken = FIRST_TOKEN.in(registry);
        interToken = INTER_TOKEN.in(registry);
        step = STEP.in(registry);
        stepTokens = STEP_TOKENS.in(registry);
        wasted = WASTED.in(registry);
    }

    /** Meters a generator from now on. */
    static void bind(LocalTextGenerator generator, MeterRegistry registry) {
        MODEL_TOKENS.follow(registry, generator, of(GeneratorStatistics::prefillTokens), "prefill");
        MODEL_TOKENS.follow(registry, generator, of(GeneratorStatistics::sharedTokens), "shared");
        MODEL_TOKENS.follow(registry, generator, of(GeneratorStatistics::generatedTokens), "decode");
        SLOTS_BUSY.follow(registry, generator, of(GeneratorStatistics::activeSlots));
        SLOTS_WAITING.follow(registry, generator, of(GeneratorStatistics::waitingSequences));
        CACHE.follow(registry, generator, of(GeneratorStatistics::cacheBytes));
        generator.listen(new EngineMeters(registry));
    }

    @Override
    public void joined(long waitedNanos) {
        queueWait.record(Duration.ofNanos(waitedNanos));
    }

    @Override
    public void firstToken(long nanosSinceSubmitted) {
        timeToFirstToken.record(Duration.ofNanos(nanosSinceSubmitted));
    }

    @Override
    public void nextToken(long nanosSinceLast) {
        interToken.record(Duration.ofNanos(nanosSinceLast));
    }

    @Override
    public void stepped(int choices, int prefillTokens, long nanos) {
        step.record(Duration.ofNanos(nanos));
        stepTokens.record(choices + (double) prefillTokens);
    }

    @Override
    public void wasted(long tokens) {
        wasted.increment((double) tokens);
    }

    private static ToDoubleFunction<LocalTextGenerator> of(ToDoubleFunction<GeneratorStatistics> figure) {
        return generator -> figure.applyAsDouble(generator.statistics());
    }
}
