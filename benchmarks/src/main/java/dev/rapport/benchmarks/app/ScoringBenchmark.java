package dev.rapport.benchmarks.app;

import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;

import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.metric.KeptWindows;
import dev.rapport.scoring.topology.Batching;
import dev.rapport.scoring.topology.ScoringTopology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/**
 * Enriched events until they are in their customer's history, beside a map without state over the same events and beside the
 * same topics, hops and stores without logic.
 */
final class ScoringBenchmark implements Benchmark {
    private static final String CASE = "events-scored";

    @Override
    public String name() {
        return "scoring";
    }

    @Override
    public Map<String, String> settings() {
        try {
            return TopologyInput.settings(ShopEvents.enriched(1).toByteBuffer().remaining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        try (var kafka = BenchmarkKafka.start(List.of())) {
            var serdes = kafka.services().serdes();
            var half = time.dividedBy(2);
            var loaded = TopologyInput.load(kafka.services(), EVENTS_ENRICHED, ShopEvents::enriched, half);
            var subject = work(
                    kafka,
                    "rapport-bench-scoring",
                    () -> new ScoringTopology(serdes, ScoringRules.defaults(), KeptWindows.DEFAULT, Batching.DEFAULT)
                            .build(),
                    loaded);
            var skeleton = work(kafka, "rapport-bench-skeleton", () -> ScoringSkeleton.of(serdes), loaded);
            var map = work(kafka, "rapport-bench-map", () -> StatelessMap.of(serdes, EVENTS_ENRICHED), loaded);
            return List.of(
                    new Comparison(CASE, "events/s", subject, StatelessMap.NAME, map).measure(half),
                    new Comparison(CASE, "events/s", subject, ScoringSkeleton.NAME, skeleton).measure(half),
                    CpuCost.compare(subject.cpu(), skeleton.cpu(), ScoringSkeleton.NAME),
                    ChangelogBytes.compare(
                            kafka.services().kafka(), subject.reader(), skeleton.reader(), ScoringSkeleton.NAME));
        }
    }

    private static TopologyWork work(
            BenchmarkKafka kafka, String application, Supplier<Topology> topology, int loaded) {
        var services = kafka.services();
        return new TopologyWork(
                kafka,
                application,
                EVENTS_ENRICHED.name(),
                topology,
                name -> new CommittedOffsets(services.kafka(), name, EVENTS_ENRICHED.name()),
                loaded,
                new CpuCost());
    }
}
