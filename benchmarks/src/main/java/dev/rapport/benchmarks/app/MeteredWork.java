package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.load.LoadClient;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.CpuTime;
import dev.rapport.benchmarks.measure.Work;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Work over HTTP whose processor time is taken too, by the part of the way that a thread belongs to. */
final class MeteredWork implements Work {
    /** Parts of the way of a request, in its order. */
    enum Part {
        CLIENT,
        SERVER,
        PRODUCER,
        BROKER;

        /** The names are Jetty's, Kafka's and our client's. */
        static String of(String thread) {
            if (thread.startsWith(LoadClient.THREADS) || thread.equals("main")) {
                return CLIENT.name();
            }
            if (thread.startsWith("JettyServerThreadPool") || thread.startsWith("bench-answers")) {
                return SERVER.name();
            }
            return thread.startsWith("kafka-producer-network-thread") ? PRODUCER.name() : BROKER.name();
        }
    }

    private final Work work;
    private final Map<Part, Double> nanos = new EnumMap<>(Part.class);
    private double units;
    private boolean isWarm;

    MeteredWork(Work work) {
        this.work = work;
    }

    @Override
    public double unitsPerSecond(Duration time) throws InterruptedException {
        var before = CpuTime.now(Part::of);
        var start = System.nanoTime();
        var rate = work.unitsPerSecond(time);
        var seconds = (System.nanoTime() - start) / 1e9;
        if (isWarm) {
            var after = CpuTime.now(Part::of);
            units += rate * seconds;
            for (var part : Part.values()) {
                nanos.merge(part, (double) after.since(before, part.name()), Double::sum);
            }
        }
        isWarm = true;
        return rate;
    }

    /** Nanoseconds of a part's processor time for a unit of this and of a baseline; the turn that warms up is left out. */
    CaseResult compared(String name, Part part, String unit, String baselineName, MeteredWork baseline) {
        return new CaseResult(
                name, nanosPerUnit(part), "ns/" + unit, Math.max(1, baseline.nanosPerUnit(part)), baselineName);
    }

    private double nanosPerUnit(Part part) {
        return units == 0 ? 0 : nanos.getOrDefault(part, 0.0) / units;
    }
}
