package dev.rapport.benchmarks.app;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.CpuTime;
import dev.rapport.benchmarks.measure.Work;
import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.segment.Submission;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.sink.EventMeters;
import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import dev.rapport.ingestion.capture.sink.KafkaSinkConfig;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.id.EventKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * All that capture does with a body, from its bytes to the records that a producer takes, on one thread and without HTTP
 * and Kafka. Rates are events for a second of this thread's processor time: what else the machine does counts little.
 */
final class CaptureCore {
    static final String UNIT = "events/cpu-s";
    static final String BASELINE = "Jackson reads the same bodies into trees";

    private static final JsonMapper JSON = new JsonMapper();

    private final List<byte[]> bodies;
    private final int events;
    private final Function<byte[], List<? extends RawEvent>> reader;
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(Cluster.empty(), true, null, new StringSerializer(), new ByteArraySerializer());
    private final Capture capture;

    /**
     * @param events in one body
     * @param reader what an adapter makes of a body
     */
    CaptureCore(
            AvroSerdes serdes,
            List<byte[]> bodies,
            int events,
            Function<byte[], List<? extends RawEvent>> reader,
            Gate gate) {
        this.bodies = bodies;
        this.events = events;
        this.reader = reader;
        var sink = new KafkaEventSink(
                () -> producer,
                serdes,
                new EventKeys(IdentityConfig.DEVELOPMENT.hash()::of),
                KafkaSinkConfig.DEFAULT,
                new EventMeters(new SimpleMeterRegistry()));
        sink.open();
        this.capture = new Capture(new EventCheck(CaptureConfig.DEFAULT), gate, sink, () -> UUID.randomUUID()
                .toString());
    }

    /** Segment's batches, or single track events. */
    static CaptureCore ofSegment(AvroSerdes serdes, int events, Gate gate) {
        var segment = segmentReader();
        Optional<EventType> call = events == 1 ? Optional.of(EventType.TRACK) : Optional.empty();
        return new CaptureCore(
                serdes, CaptureRequests.bodies(events), events, body -> events(segment.read(call, body)), gate);
    }

    static SubmissionReader segmentReader() {
        return new SubmissionReader(CaptureConfig.DEFAULT, ConfiguredSources.DEMO);
    }

    Work work() {
        return time -> rate(time.toNanos(), this::take);
    }

    Work baseline() {
        return time -> rate(time.toNanos(), CaptureCore::parse);
    }

    private static List<? extends RawEvent> events(Submission submission) {
        if (submission instanceof Submission.Events read) {
            return read.events();
        }
        throw new BenchmarkException("capture does not read its own benchmark");
    }

    private void take(byte[] body) {
        var receipt = new Receipt("bench", Instant.now(), Map.of());
        if (!capture.take(reader.apply(body), receipt).join().isEmpty()) {
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
