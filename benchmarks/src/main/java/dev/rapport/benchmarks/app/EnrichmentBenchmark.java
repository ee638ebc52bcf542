package dev.rapport.benchmarks.app;

import static dev.rapport.schemas.topic.Topics.EVENTS_CAPTURED;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;

import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.enrichment.topology.EnrichmentConfig;
import dev.rapport.enrichment.topology.EnrichmentTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Captured events until they are enriched and decided about, with that many customers known and the bundled campaigns running:
 * beside a map without state over the same events, and beside the same topics, hops and stores without logic.
 */
final class EnrichmentBenchmark implements Benchmark {
    private static final String SKELETON_INPUT = "rapport.bench.captured-for-skeleton.v1";
    private static final String MAP_INPUT = "rapport.bench.captured-for-map.v1";
    private static final int ROUNDS = 3;

    private final EnrichmentOptions options;
    private final Consumer<CaseResult> measured;

    /** @param measured is told of every figure as soon as it is there */
    EnrichmentBenchmark(EnrichmentOptions options, Consumer<CaseResult> measured) {
        this.options = options;
        this.measured = measured;
    }

    @Override
    public String name() {
        return "enrichment";
    }

    @Override
    public Set<String> options() {
        return EnrichmentOptions.NAMES;
    }

    @Override
    public Map<String, String> settings() {
        var settings = new HashMap<>(
                TopologyInput.settings(ShopEvents.captured(1).getPayload().remaining()));
        settings.put(
                "distinct records", "all; of random customers, who consent, and " + ShopEvents.PRODUCTS + " products");
        settings.put("campaigns", "the bundled ones");
        return settings;
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        var results = new ArrayList<CaseResult>();
        for (var profiles : options.profiles()) {
            measure(profiles, time.dividedBy(options.profiles().size()), results);
        }
        return results;
    }

    private void measure(int profiles, Duration time, List<CaseResult> results) throws InterruptedException {
        var events = new ProfiledEvents(profiles);
        var of = " of " + profiles + (profiles == 1 ? " customer" : " customers");
        try (var kafka = BenchmarkKafka.start(List.of())) {
            TopologyInput.createTopics(kafka.services(), List.of(SKELETON_INPUT, MAP_INPUT, StatelessMap.OUTPUT));
            RunningCampaigns.publish(kafka.services());
            var meters = kafka.services().meters().registry();
            try (var subject = SteadyWork.start(
                            kafka,
                            "rapport-bench-enrichment",
                            serdes -> new EnrichmentTopology(serdes, EnrichmentConfig.DEFAULT, meters).build(),
                            EVENTS_CAPTURED.name(),
                            EVENTS_ENRICHED.name(),
                            events);
                    var skeleton = SteadyWork.start(
                            kafka,
                            "rapport-bench-skeleton",
                            serdes -> EnrichmentSkeleton.of(serdes, SKELETON_INPUT),
                            SKELETON_INPUT,
                            EVENTS_ENRICHED.name(),
                            events);
                    var map = SteadyWork.start(
                            kafka,
                            "rapport-bench-map",
                            serdes -> StatelessMap.of(serdes, EVENTS_CAPTURED, MAP_INPUT),
                            MAP_INPUT,
                            StatelessMap.OUTPUT,
                            events)) {
                var name = "captured-to-enriched" + of;
                var half = time.dividedBy(2);
                add(new Comparison(name, "events/s", subject, StatelessMap.NAME, map).measure(half, ROUNDS), results);
                add(
                        new Comparison(name, "events/s", subject, EnrichmentSkeleton.NAME, skeleton)
                                .measure(half, ROUNDS),
                        results);
                add(
                        CpuCost.compare("cpu" + of, "µs/event", subject.cpu(), skeleton.cpu(), EnrichmentSkeleton.NAME),
                        results);
                add(
                        ChangelogBytes.compare(
                                "changelogs" + of,
                                kafka.services().kafka(),
                                subject.reader(),
                                skeleton.reader(),
                                EnrichmentSkeleton.NAME),
                        results);
            }
        }
    }

    private void add(CaseResult result, List<CaseResult> results) {
        measured.accept(result);
        results.add(result);
    }
}
