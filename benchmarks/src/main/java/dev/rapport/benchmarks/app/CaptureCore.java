package dev.rapport.benchmarks.app;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.CpuTime;
import dev.rapport.benchmarks.measure.Work;
import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.segment.Submission;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.sink.EventMeters;
import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import dev.rapport.ingestion.capture.sink.KafkaSinkConfig;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.id.EventKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * All that capture does with a body, from its bytes to the records that a producer takes, on one thread and without HTTP
 * and Kafka. Rates are events for a second of this thread's processor time: what else the machine does counts little.
 */
final class CaptureCore {
    static final String BASELINE = "Jackson reads the same bodies into trees";

    private static final JsonMapper JSON = new JsonMapper();

    private final List<byte[]> bodies;
    private final int events;
    private final SubmissionReader reader = new SubmissionReader(CaptureConfig.DEFAULT, ConfiguredSources.DEMO);
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(Cluster.empty(), true, null, new StringSerializer(), new ByteArraySerializer());
    private final Capture capture;

    CaptureCore(AvroSerdes serdes, int events) {
        this.bodies = CaptureRequests.bodies(events);
        this.events = events;
        var sink = new KafkaEventSink(
                () -> producer,
                serdes,
                new EventKeys(IdentityConfig.DEVELOPMENT.hash()::of),
                KafkaSinkConfig.DEFAULT,
                new EventMeters(new SimpleMeterRegistry()));
        sink.open();
        this.capture = new Capture(new EventCheck(CaptureConfig.DEFAULT), sink, () -> UUID.randomUUID()
                .toString());
    }

    Work work() {
        return time -> rate(time.toNanos(), this::take);
    }

    Work baseline() {
        return time -> rate(time.toNanos(), CaptureCore::parse);
    }

    private void take(byte[] body) {
        if (!(reader.read(Optional.empty(), body) instanceof Submission.Events submission)) {
            throw new BenchmarkException("capture does not read its own benchmark");
        }
        var receipt = new Receipt("bench", Instant.now(), Map.of());
        if (!capture.take(submission.events(), receipt).join().isEmpty()) {
            throw new BenchmarkException("capture rejects events of its own benchmark");
        }
        producer.clear();
    }

    private static void parse(byte[] body) {
        try {
            if (JSON.readTree(body).path("batch").isEmpty()) {
                throw new BenchmarkException("a body has no events");
            }
        } catch (IOException e) {
            throw new BenchmarkException("a body is not JSON", e);
        }
    }

    private double rate(long nanos, Consumer<byte[]> taker) {
        var start = CpuTime.ofThisThread();
        var done = 0L;
        while (done == 0 || CpuTime.ofThisThread() - start < nanos) {
            for (var body : bodies) {
                taker.accept(body);
                done += events;
            }
        }
        return done / ((CpuTime.ofThisThread() - start) / 1e9);
    }
}
