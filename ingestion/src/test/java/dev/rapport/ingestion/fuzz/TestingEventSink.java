package dev.rapport.ingestion.fuzz;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.ingestion.capture.EventSink;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serde;

/** Writes every record as Kafka would get it, reads it back, counts it and forgets it. */
final class TestingEventSink implements EventSink {
    final LongAdder requests = new LongAdder();
    final LongAdder captured = new LongAdder();
    final LongAdder rejected = new LongAdder();

    private final AvroSerdes serdes = new AvroSerdes(new FakeSchemaRegistry());
    private final Serde<CapturedEvent> events = serdes.of(CapturedEvent.class);
    private final Serde<RejectedEvent> rejections = serdes.of(RejectedEvent.class);

    @Override
    public CompletableFuture<Void> store(List<CaptureOutcome> outcomes, Map<String, String> headers) {
        for (var outcome : outcomes) {
            if (outcome instanceof CaptureOutcome.Captured accepted) {
                requireSame(events, Topics.EVENTS_CAPTURED.name(), accepted.event());
                captured.increment();
            } else if (outcome instanceof CaptureOutcome.Rejected broken) {
                requireSame(rejections, Topics.EVENTS_REJECTED.name(), broken.event());
                rejected.increment();
            }
        }
        requests.increment();
        return CompletableFuture.completedFuture(null);
    }

    private static <T> void requireSame(Serde<T> serde, String topic, T record) {
        var read = serde.deserializer().deserialize(topic, serde.serializer().serialize(topic, record));
        if (!record.equals(read)) {
            throw new IllegalStateException("a record is not read as it was written: " + record);
        }
    }
}
