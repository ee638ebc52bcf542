package dev.rapport.benchmarks.app;

import static dev.rapport.schemas.topic.Topics.EVENTS_CAPTURED;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;

import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.enrichment.topology.EnrichmentConfig;
import dev.rapport.enrichment.topology.EnrichmentTopology;
import java.time.Duration;
import java.util.List;

/** Captured events until they are enriched, beside a map without state over the same events. */
final class EnrichmentBenchmark implements Benchmark {
    @Override
    public String name() {
        return "enrichment";
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        try (var kafka = BenchmarkKafka.start(List.of())) {
            var services = kafka.services();
            var serdes = services.serdes();
            var loaded = TopologyInput.load(services, EVENTS_CAPTURED, ShopEvents::captured, time);
            var meters = services.meters().registry();
            var subject = new TopologyWork(
                    kafka,
                    "rapport-bench-enrichment",
                    () -> new EnrichmentTopology(serdes, EnrichmentConfig.DEFAULT, meters).build(),
                    application -> new WrittenRecords(services.kafka(), EVENTS_ENRICHED.name()),
                    loaded);
            var baseline = new TopologyWork(
                    kafka,
                    "rapport-bench-map",
                    () -> StatelessMap.of(serdes, EVENTS_CAPTURED),
                    application -> new WrittenRecords(services.kafka(), StatelessMap.OUTPUT),
                    loaded);
            return List.of(new Comparison("captured-to-enriched", "events/s", subject, StatelessMap.NAME, baseline)
                    .measure(time));
        }
    }
}
