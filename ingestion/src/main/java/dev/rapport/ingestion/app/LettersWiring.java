package dev.rapport.ingestion.app;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.RejectedFormat;
import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.hubspot.HubSpotConfig;
import dev.rapport.ingestion.capture.hubspot.HubSpotFormat;
import dev.rapport.ingestion.capture.segment.SegmentFormat;
import dev.rapport.ingestion.capture.sink.EventMeters;
import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import dev.rapport.ingestion.capture.sink.KafkaSinkConfig;
import dev.rapport.ingestion.letters.kafka.DeadLetters;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.schemas.id.EventKeys;
import java.util.List;

/** Wires dead letters: read from their topics, and sent again through capture or to where they came from. */
final class LettersWiring {
    private LettersWiring() {}

    /** @param gate what capture is configured with; bytes that are kept have passed its privacy rules already */
    static DeadLetters of(
            ServiceContext context, CaptureConfig config, Sources sources, KafkaSinkConfig sink, Gate gate) {
        var hash = IdentityConfig.from(context.config()).hash();
        var check = new EventCheck(config);
        var again = new Gate(gate.plan(), Gate.Privacy.NONE);
        List<RejectedFormat> formats =
                List.of(new SegmentFormat(config, sources), new HubSpotFormat(HubSpotConfig.from(context.config())));
        var meters = new EventMeters(context.meters());
        return new DeadLetters(
                context.kafka(),
                context.serdes(),
                hash::of,
                formats,
                (into, newMessageId) -> new Capture(check, again, into, newMessageId),
                producer -> new KafkaEventSink(() -> producer, context.serdes(), new EventKeys(hash::of), sink, meters),
                context.meters());
    }
}
