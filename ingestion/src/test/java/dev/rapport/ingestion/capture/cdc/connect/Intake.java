package dev.rapport.ingestion.capture.cdc.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.FakeEventSink;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.ingestion.capture.topic.TopicMeters;
import dev.rapport.ingestion.capture.topic.TopicRecord;
import dev.rapport.ingestion.capture.topic.TopicSource;
import dev.rapport.ingestion.catalog.ProductChange;
import dev.rapport.ingestion.catalog.ProductIntake;
import dev.rapport.ingestion.catalog.ProductSink;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Intakes of change events whose results stay in memory. */
final class Intake {
    static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    final FakeEventSink sink = new FakeEventSink();
    final List<ProductChange> products = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final AvroSerdes serdes = new AvroSerdes(new FakeSchemaRegistry());
    private final ChangeIntakes intakes;
    private long offset;

    Intake() {
        var config = CaptureConfig.DEFAULT;
        var capture = new Capture(new EventCheck(config), sink, () -> "assigned");
        ProductSink catalog = (changes, headers) -> {
            products.addAll(changes);
            return CompletableFuture.completedFuture(null);
        };
        intakes = new ChangeIntakes(
                new SubmissionReader(config, ConfiguredSources.DEMO),
                serdes,
                new ChangeSinks(
                        capture,
                        new ProductIntake(catalog),
                        catalog,
                        new TopicMeters(meters),
                        new ChangeMeters(meters)));
    }

    /** Takes one record of a topic, texts as bytes. */
    void take(TopicSource source, @Nullable String key, @Nullable String value) {
        take(source, bytes(key), bytes(value));
    }

    void take(TopicSource source, byte @Nullable [] key, byte @Nullable [] value) {
        var record = new TopicRecord(source.topic(), 0, offset++, NOW, key, value, new RecordHeaders());
        intakes.of(source).take(record, NOW).join();
    }

    double count(String meter, String tag) {
        return meters.find(meter).counters().stream()
                .filter(counter -> counter.getId().getTags().stream()
                        .anyMatch(own -> own.getValue().equals(tag)))
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }
}
