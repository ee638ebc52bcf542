package dev.rapport.inference.app;

import dev.rapport.inference.GeneratorStatistics;
import dev.rapport.inference.LocalTextGenerator;
import dev.rapport.inference.decoding.DecodeListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Meters of the engine: what its decode loop does, and how long sequences wait for what. */
final class EngineMeters implements DecodeListener {
    private static final String PREFIX = "rapport.inference.";

    private final Timer queueWait;
    private final Timer timeToFirstToken;
    private final Timer interToken;
    private final Timer step;
    private final DistributionSummary stepTokens;
    private final Counter wasted;

    private EngineMeters(MeterRegistry registry) {
        queueWait = timer(registry, "queue.wait");
        timeToFirstToken = timer(registry, "time.to.first.token");
        interToken = timer(registry, "inter.token");
        step = timer(registry, "step");
        stepTokens = registry.summary(PREFIX + "step.tokens");
        wasted = registry.counter(PREFIX + "wasted.tokens");
    }

    /** Meters a generator from now on. */
    static void bind(LocalTextGenerator generator, MeterRegistry registry) {
        tokens(generator, registry, "prefill", GeneratorStatistics::prefillTokens);
        tokens(generator, registry, "shared", GeneratorStatistics::sharedTokens);
        tokens(generator, registry, "decode", GeneratorStatistics::generatedTokens);
        gauge(generator, registry, "slots.busy", GeneratorStatistics::activeSlots);
        gauge(generator, registry, "slots.waiting", GeneratorStatistics::waitingSequences);
        gauge(generator, registry, "kv.bytes", GeneratorStatistics::cacheBytes);
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

    private static Timer timer(MeterRegistry registry, String name) {
        return Timer.builder(PREFIX + name).publishPercentileHistogram().register(registry);
    }

    private static void tokens(
            LocalTextGenerator generator,
            MeterRegistry registry,
            String kind,
            ToDoubleFunction<GeneratorStatistics> count) {
        FunctionCounter.builder(PREFIX + "model.tokens", generator, source -> count.applyAsDouble(source.statistics()))
                .tag("kind", kind)
                .register(registry);
    }

    private static void gauge(
            LocalTextGenerator generator,
            MeterRegistry registry,
            String name,
            ToDoubleFunction<GeneratorStatistics> value) {
        Gauge.builder(PREFIX + name, generator, source -> value.applyAsDouble(source.statistics()))
                .register(registry);
    }
}
