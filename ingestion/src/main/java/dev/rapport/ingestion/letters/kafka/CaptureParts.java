package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.capture.RejectedFormat;
import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;

/**
 * What a redrive needs of capture.
 *
 * @param formats that rejections can be read in again
 * @param capture how they reach capture
 * @param sources topics that events come from
 * @param records how their records are taken
 * @param sinks   make what writes captured events with a producer
 */
public record CaptureParts(
        List<RejectedFormat> formats,
        CaptureAgain capture,
        Set<String> sources,
        RecordsAgain records,
        Function<Producer<String, byte[]>, KafkaEventSink> sinks) {
    public CaptureParts {
        formats = List.copyOf(formats);
        sources = Set.copyOf(sources);
    }
}
