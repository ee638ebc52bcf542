package dev.rapport.ingestion.capture.segment;

import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.RejectedFormat;
import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.segment.Submission.Events;
import dev.rapport.ingestion.capture.segment.Submission.Unreadable;
import dev.rapport.schemas.EventType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rejected events of Segment's API: {@code segment/} and the call. */
public final class SegmentFormat implements RejectedFormat {
    public static final String NAME = "segment";

    private final SubmissionReader reader;

    public SegmentFormat(CaptureConfig config, Sources sources) {
        this.reader = new SubmissionReader(config, sources);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<? extends RawEvent> read(String call, byte[] original, @Nullable ByteBuffer envelope) {
        var type = Arrays.stream(EventType.values())
                .filter(one -> one != EventType.UNKNOWN && one.name().equalsIgnoreCase(call))
                .findFirst();
        var submission = type.isPresent() ? reader.read(type, original) : ofBatch(original, envelope);
        return submission instanceof Events events
                ? events.events()
                : submission instanceof Unreadable unreadable ? List.of(unreadable) : List.of();
    }

    /** What is rejected of a batch is one of its events, or else the whole body, which was no batch. */
    private Submission ofBatch(byte[] original, @Nullable ByteBuffer envelope) {
        var whole = reader.read(Optional.empty(), original);
        return whole instanceof Events ? whole : reader.read(Optional.empty(), batch(original, envelope));
    }

    private static byte[] batch(byte[] event, @Nullable ByteBuffer envelope) {
        var open = "{\"batch\":[".getBytes(StandardCharsets.UTF_8);
        var shared = envelope == null ? 0 : Math.max(0, envelope.remaining() - 1);
        var bytes = ByteBuffer.allocate(open.length + event.length + 2 + shared);
        bytes.put(open).put(event).put((byte) ']');
        if (envelope == null || shared == 0) {
            return bytes.put((byte) '}').array();
        }
        // Its fields, and its closing brace.
        var fields = envelope.duplicate();
        fields.position(fields.position() + 1);
        return bytes.put((byte) ',').put(fields).array();
    }
}
