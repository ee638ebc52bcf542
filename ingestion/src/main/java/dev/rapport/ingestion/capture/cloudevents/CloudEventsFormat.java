package dev.rapport.ingestion.capture.cloudevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.RejectedFormat;
import dev.rapport.ingestion.capture.json.JsonBody;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rejected CloudEvents, which are kept in the structured mode, whatever mode they came in; a body that was no event may be a batch. */
public final class CloudEventsFormat implements RejectedFormat {
    /** Of the rejections of this adapter, over HTTP and from topics. */
    public static final String FORMAT = "cloudevents";

    private final ReceivedEvent.Factory events;
    private final int maxEvents;

    /** @param segment reads the common form */
    public CloudEventsFormat(SubmissionReader segment, CaptureConfig config) {
        this.events = new ReceivedEvent.Factory(segment, config);
        this.maxEvents = config.maxBatchEvents();
    }

    @Override
    public String name() {
        return FORMAT;
    }

    @Override
    public List<? extends RawEvent> read(String detail, byte[] original, @Nullable ByteBuffer envelope) {
        try {
            var item = JsonBody.value(original);
            return item.json().isArray()
                    ? JsonBody.values(original, maxEvents).stream()
                            .map(events::structured)
                            .toList()
                    : List.of(events.structured(item));
        } catch (JsonProcessingException e) {
            return List.of(events.unreadable(original, "it is not valid JSON" + JsonBody.place(e)));
        }
    }
}
