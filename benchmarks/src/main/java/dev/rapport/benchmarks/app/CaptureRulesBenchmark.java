package dev.rapport.benchmarks.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.benchmarks.measure.TemporaryFolder;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.cloudevents.CloudEventsMessage;
import dev.rapport.ingestion.capture.cloudevents.CloudEventsReader;
import dev.rapport.ingestion.capture.plan.PlanCheck;
import dev.rapport.ingestion.capture.plan.PlanMeters;
import dev.rapport.ingestion.capture.privacy.PrivacyGate;
import dev.rapport.ingestion.capture.privacy.PrivacyMeters;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.serde.AvroSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What a tracking plan, privacy rules and the form of a CloudEvent cost an event: capture's core with them beside the
 * same core without, on the same events.
 */
final class CaptureRulesBenchmark implements Benchmark {
    private static final String PLAN = """
            events:
              - event: Product Viewed
                properties:
                  required: [product_id, price]
                  properties:
                    product_id: {type: string, pattern: '^p-[0-9]+$'}
                    name: {type: string, maxLength: 200}
                    price: {type: number, minimum: 0}
                    currency: {enum: [EUR, USD]}
            """;
    private static final String PRIVACY_THAT_REWRITES =
            "{ip: truncate, hash: [properties.name], drop: [context.page.url]}";
    private static final String PRIVACY_THAT_FINDS_NOTHING =
            "{ip: truncate, hash: [traits.email], drop: [properties.ssn]}";
    private static final String WITHOUT = "the same events without";
    private static final String SEGMENT = "the same events as Segment's";
    private static final int CASES = 6;

    private final Consumer<CaseResult> measured;

    /** @param measured told of each case as soon as it is measured */
    CaptureRulesBenchmark(Consumer<CaseResult> measured) {
        this.measured = measured;
    }

    @Override
    public String name() {
        return "capture-rules";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("payload", ShopEvents.leanJson(1).getBytes(UTF_8).length + " bytes an event");
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        try (var kafka = BenchmarkKafka.start(List.of());
                var files = TemporaryFolder.create()) {
            var serdes = kafka.services().serdes();
            var open = CaptureCore.ofSegment(serdes, CaptureRequests.BATCH, Gate.OPEN);
            var single = CaptureCore.ofSegment(serdes, 1, Gate.OPEN);
            var comparisons = List.of(
                    compared("tracking-plan", segment(serdes, plan(files.path())), WITHOUT, open),
                    compared(
                            "privacy-rewriting",
                            segment(serdes, privacy(files.path(), PRIVACY_THAT_REWRITES)),
                            WITHOUT,
                            open),
                    compared(
                            "privacy-nothing-found",
                            segment(serdes, privacy(files.path(), PRIVACY_THAT_FINDS_NOTHING)),
                            WITHOUT,
                            open),
                    compared("cloudevents-structured", structured(serdes), SEGMENT, single),
                    compared("cloudevents-binary", binary(serdes), SEGMENT, single),
                    compared("cloudevents-batched", batched(serdes), SEGMENT, open));
            var results = new ArrayList<CaseResult>();
            for (var comparison : comparisons) {
                var result = comparison.measure(time.dividedBy(CASES));
                measured.accept(result);
                results.add(result);
            }
            return List.copyOf(results);
        }
    }

    private static Comparison compared(String name, CaptureCore core, String baselineName, CaptureCore baseline) {
        return new Comparison(name, CaptureCore.UNIT, core.work(), baselineName, baseline.work());
    }

    private static CaptureCore segment(AvroSerdes serdes, Gate gate) {
        return CaptureCore.ofSegment(serdes, CaptureRequests.BATCH, gate);
    }

    private static Gate plan(Path folder) {
        var in = settings("ingestion.plan.file", folder.resolve("plan.yaml"), PLAN);
        return Gate.of(PlanCheck.from(in, new PlanMeters(new SimpleMeterRegistry())), Optional.empty());
    }

    private static Gate privacy(Path folder, String rules) {
        var in = settings("ingestion.privacy.file", folder.resolve(rules.hashCode() + ".yaml"), rules);
        var meters = new PrivacyMeters(new SimpleMeterRegistry());
        return Gate.of(Optional.empty(), PrivacyGate.from(in, IdentityConfig.DEVELOPMENT.hash(), meters));
    }

    private static ConfigReader settings(String key, Path file, String text) {
        try {
            return new ConfigReader(
                    Settings.of(Map.of(key, Files.writeString(file, text).toString())));
        } catch (IOException e) {
            throw new BenchmarkException("a file of rules cannot be written", e);
        }
    }

    private static CaptureCore structured(AvroSerdes serdes) {
        var bodies = IntStream.range(0, CaptureRequests.DISTINCT)
                .mapToObj(number -> cloudEvent(number).getBytes(UTF_8))
                .toList();
        return cloudEvents(serdes, bodies, 1, Map.of(), "application/cloudevents+json");
    }

    private static CaptureCore binary(AvroSerdes serdes) {
        var headers =
                Map.of("ce-specversion", "1.0", "ce-id", "17", "ce-source", "/shop", "ce-type", "com.example.track");
        return cloudEvents(serdes, CaptureRequests.bodies(1), 1, headers, "application/json");
    }

    private static CaptureCore batched(AvroSerdes serdes) {
        var bodies = IntStream.range(0, CaptureRequests.DISTINCT / CaptureRequests.BATCH)
                .mapToObj(CaptureRulesBenchmark::batch)
                .toList();
        return cloudEvents(serdes, bodies, CaptureRequests.BATCH, Map.of(), "application/cloudevents-batch+json");
    }

    private static byte[] batch(int number) {
        var first = number * CaptureRequests.BATCH;
        return IntStream.range(first, first + CaptureRequests.BATCH)
                .mapToObj(CaptureRulesBenchmark::cloudEvent)
                .toList()
                .toString()
                .getBytes(UTF_8);
    }

    /** With one of Segment's calls as its data, so that both make the same event. */
    private static String cloudEvent(int number) {
        return "{\"specversion\":\"1.0\",\"id\":\"m-" + number
                + "\",\"source\":\"/shop\",\"type\":\"com.example.track\",\"data\":" + ShopEvents.leanJson(number)
                + "}";
    }

    private static CaptureCore cloudEvents(
            AvroSerdes serdes, List<byte[]> bodies, int events, Map<String, String> headers, String contentType) {
        var reader = new CloudEventsReader(CaptureCore.segmentReader(), CaptureConfig.DEFAULT);
        return new CaptureCore(
                serdes, bodies, events, body -> events(reader.read(headers, contentType, body)), Gate.OPEN);
    }

    private static List<? extends RawEvent> events(CloudEventsMessage message) {
        if (message instanceof CloudEventsMessage.Events read) {
            return read.events();
        }
        throw new BenchmarkException("capture does not read its own benchmark");
    }
}
