package dev.rapport.scoring.live;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Something that watchers are told.
 *
 * @param type   {@code reply}, {@code metric}, or {@code heartbeat}, which only wakes the watcher
 * @param record a reply or a row of metrics; empty for a heartbeat
 */
public record StreamEvent(String type, Optional<SpecificRecord> record) {
    static final StreamEvent HEARTBEAT = new StreamEvent("heartbeat", Optional.empty());

    static StreamEvent of(String type, SpecificRecord record) {
        return new StreamEvent(type, Optional.of(record));
    }
}
