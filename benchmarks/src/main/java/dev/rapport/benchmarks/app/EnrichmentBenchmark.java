package dev.rapport.benchmarks.app;

import static dev.rapport.schemas.topic.Topics.EVENTS_CAPTURED;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;

import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.enrichment.topology.EnrichmentConfig;
import dev.rapport.enrichment.topology.EnrichmentTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Captured events until they are enriched, beside a map without state over the same events and beside the same topics,
 * hops and stores without logic.
 */
final class EnrichmentBenchmark implements Benchmark {
    private static final String CASE = "captured-to-enriched";

    @Override
    public String name() {
        return "enrichment";
    }

    @Override
    public Map<String, String> settings() {
        return TopologyInput.settings(ShopEvents.captured(1).getPayload().remaining());
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        try (var kafka = BenchmarkKafka.start(List.of())) {
            var services = kafka.services();
            var serdes = services.serdes();
            var half = time.dividedBy(2);
            var loaded = TopologyInput.load(services, EVENTS_CAPTURED, ShopEvents::captured, half);
            var meters = services.meters().registry();
            var subject = new TopologyWork(
                    kafka,
                    "rapport-bench-enrichment",
                    () -> new EnrichmentTopology(serdes, EnrichmentConfig.DEFAULT, meters).build(),
                    application -> new WrittenRecords(services.kafka(), EVENTS_ENRICHED.name()),
                    loaded,
                    new CpuCost());
            var skeleton = new TopologyWork(
                    kafka,
                    "rapport-bench-skeleton",
                    () -> EnrichmentSkeleton.of(serdes),
                    application -> new WrittenRecords(services.kafka(), EVENTS_ENRICHED.name()),
                    loaded,
                    new CpuCost());
            var map = new TopologyWork(
                    kafka,
                    "rapport-bench-map",
                    () -> StatelessMap.of(serdes, EVENTS_CAPTURED),
                    application -> new WrittenRecords(services.kafka(), StatelessMap.OUTPUT),
                    loaded,
                    new CpuCost());
            var beside = new ArrayList<CaseResult>();
            beside.add(new Comparison(CASE, "events/s", subject, StatelessMap.NAME, map).measure(half));
            beside.add(new Comparison(CASE, "events/s", subject, EnrichmentSkeleton.NAME, skeleton).measure(half));
            beside.add(CpuCost.compare(subject.cpu(), skeleton.cpu(), EnrichmentSkeleton.NAME));
            beside.add(ChangelogBytes.compare(
                    services.kafka(), EVENTS_CAPTURED, subject, skeleton, EnrichmentSkeleton.NAME));
            return beside;
        }
    }
}
