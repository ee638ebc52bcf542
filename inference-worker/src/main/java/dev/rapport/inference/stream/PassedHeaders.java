package dev.rapport.inference.stream;

import dev.rapport.runtime.kafka.RecordSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Headers that pass from a prompt to its reply or dead letter, such as those of a trace. Those that describe a dead letter
 * do not: a prompt that was sent again still has them, and they say nothing about what is written now.
 */
final class PassedHeaders {
    /** Headers that Kafka Streams gives its dead letters, and this worker its own. */
    static final String ERRORS = "__streams.errors.";
    /** Headers of a dead letter that is cut to size. */
    static final String CUT = "rapport.cut.";
    /** How many headers of the prompt are left out, because the record would be too large with them. */
    static final String DROPPED = "rapport.headers.dropped";

    private PassedHeaders() {}

    /** Adds the headers of the prompt, in their order; all or, where the record then would not {@link RecordSize#fits}, none. */
    static void copy(Headers prompt, ProducerRecord<byte[], byte[]> to) {
        var passed = new ArrayList<Header>();
        prompt.forEach(header -> {
            if (isPassed(header.key())) {
                passed.add(header);
            }
        });
        passed.forEach(to.headers()::add);
        if (!RecordSize.fits(to) && !passed.isEmpty()) {
            passed.forEach(header -> to.headers().remove(header.key()));
            to.headers().add(DROPPED, Integer.toString(passed.size()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean isPassed(String key) {
        return !key.startsWith(ERRORS) && !key.startsWith(CUT) && !key.equals(DROPPED);
    }
}
