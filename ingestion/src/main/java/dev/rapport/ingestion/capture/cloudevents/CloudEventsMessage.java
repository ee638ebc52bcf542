package dev.rapport.ingestion.capture.cloudevents;

import dev.rapport.ingestion.capture.RawEvent;
import java.util.List;

/** The body of a request as read: its events, or why there are none. */
public sealed interface CloudEventsMessage {
    /**
     * Events in the order sent.
     *
     * @param isBatch whether the message may carry several
     */
    record Events(boolean isBatch, List<? extends RawEvent> events) implements CloudEventsMessage {}

    /** More events than one request may carry. */
    record TooMany(int limit) implements CloudEventsMessage {}

    /** An event format other than JSON. */
    record UnknownFormat() implements CloudEventsMessage {}
}
