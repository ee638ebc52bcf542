package dev.rapport.scoring.view;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.Reply;

/** Something that subscribers of the stream get. */
public sealed interface StreamEvent {
    /** @param reply as it was published */
    record ReplyPublished(Reply reply) implements StreamEvent {}

    /** @param row as it is now, of {@link dev.rapport.schemas.MetricWindow#ALL} or {@code MINUTE} */
    record MetricChanged(Metric row) implements StreamEvent {}
}
