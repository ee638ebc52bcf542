package dev.rapport.benchmarks.app;

import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;

import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.topology.ScoringTopology;
import java.time.Duration;
import java.util.List;

/** Enriched events until they are in their customer's history, beside a map without state over the same events. */
final class ScoringBenchmark implements Benchmark {
    @Override
    public String name() {
        return "scoring";
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        try (var kafka = BenchmarkKafka.start(List.of())) {
            var services = kafka.services();
            var serdes = services.serdes();
            var loaded = TopologyInput.load(services, EVENTS_ENRICHED, ShopEvents::enriched, time);
            var subject = new TopologyWork(
                    kafka,
                    "rapport-bench-scoring",
                    () -> new ScoringTopology(serdes, ScoringRules.defaults()).build(),
                    application -> new CommittedOffsets(services.kafka(), application, EVENTS_ENRICHED.name()),
                    loaded);
            var baseline = new TopologyWork(
                    kafka,
                    "rapport-bench-map",
                    () -> StatelessMap.of(serdes, EVENTS_ENRICHED),
                    application -> new CommittedOffsets(services.kafka(), application, EVENTS_ENRICHED.name()),
                    loaded);
            return List.of(
                    new Comparison("events-scored", "events/s", subject, StatelessMap.NAME, baseline).measure(time));
        }
    }
}
