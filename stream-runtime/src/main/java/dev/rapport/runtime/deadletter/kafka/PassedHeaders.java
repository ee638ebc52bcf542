package dev.rapport.runtime.deadletter.kafka;

import dev.rapport.runtime.deadletter.LetterHeaders;
import dev.rapport.runtime.kafka.RecordSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Headers that pass from a record to what comes of it, such as those of a trace. Those that describe a dead letter do not: a
 * record that was sent again may still have them, and they say nothing about what is written now.
 */
public final class PassedHeaders {
    private PassedHeaders() {}

    /** Adds the headers in their order; all or, where the record then would not {@link RecordSize#fits}, none. */
    public static void copy(Headers from, ProducerRecord<byte[], byte[]> to) {
        copy(from, to, RecordSize.MAX_BYTES);
    }

    static void copy(Headers from, ProducerRecord<byte[], byte[]> to, long maxBytes) {
        var passed = new ArrayList<Header>();
        from.forEach(header -> {
            if (LetterHeaders.isOriginal(header.key())) {
                passed.add(header);
            }
        });
        passed.forEach(to.headers()::add);
        if (RecordSize.of(to) > maxBytes && !passed.isEmpty()) {
            passed.forEach(header -> to.headers().remove(header.key()));
            to.headers()
                    .add(LetterHeaders.DROPPED, Integer.toString(passed.size()).getBytes(StandardCharsets.UTF_8));
        }
    }
}
