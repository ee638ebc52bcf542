package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.runtime.deadletter.LetterHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** Events that could not be processed and were sent again: a header says when. */
final class Redriven {
    private static final int AT =
            ReadEvent.getClassSchema().getField("redrivenAt").pos();

    private Redriven() {}

    /** The event with the time at which its record was sent again, if it was. */
    static ReadEvent mark(ReadEvent event, Headers headers) {
        var header = headers.lastHeader(LetterHeaders.REDRIVEN_AT);
        if (header != null && header.value() != null && event.getRedrivenAt() == 0) {
            event.put(AT, millis(new String(header.value(), StandardCharsets.UTF_8)));
        }
        return event;
    }

    private static long millis(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }
}
