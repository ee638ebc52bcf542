package dev.rapport.runtime.deadletter.kafka;

import dev.rapport.runtime.deadletter.LetterHeaders;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.RecordSize;
import dev.rapport.schemas.id.Sha256;
import dev.rapport.schemas.topic.RejectionStage;
import dev.rapport.schemas.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the dead letters of an application: the original bytes and headers, with the headers that Kafka Streams gives its
 * dead letters and the stage that failed. Of a record that is too large the first bytes are kept, and headers say how large it was.
 */
public final class LetterWriter {
    /** Bytes of the value that a cut letter keeps. */
    public static final int KEPT_VALUE = RejectionStage.MAX_ORIGINAL_BYTES;
    /** Bytes of the key that a cut letter keeps. */
    public static final int KEPT_KEY = 10_000;
    /** Below the largest request by what Kafka adds to a record. */
    private static final long LARGEST = KafkaConnection.MAX_REQUEST_BYTES - 64L * 1024;

    private static final int MESSAGE_CHARACTERS = 1_000;
    private static final int STACK_TRACE_CHARACTERS = 4_000;

    private final String topic;
    private final long maxBytes;

    private LetterWriter(String topic, long maxBytes) {
        this.topic = topic;
        this.maxBytes = maxBytes;
    }

    /** Whole records of Kafka's largest size fit; its topic takes them. */
    public static LetterWriter of(String applicationId) {
        return new LetterWriter(Topics.deadLetters(applicationId), LARGEST);
    }

    /** Every letter {@link RecordSize#fits}, so that the topic may have the size that Kafka gives every topic. */
    public static LetterWriter ofUsualSize(String applicationId) {
        return new LetterWriter(Topics.deadLetters(applicationId), RecordSize.MAX_BYTES);
    }

    /** @param stage what failed, in lower case: {@code deserialization}, {@code processing} … */
    public ProducerRecord<byte[], byte[]> write(FailedRecord record, Throwable error, String stage) {
        var letter = letter(record, error, stage, record.key(), record.value());
        PassedHeaders.copy(record.headers(), letter, maxBytes);
        return RecordSize.of(letter) <= maxBytes ? letter : cut(record, error, stage);
    }

    private ProducerRecord<byte[], byte[]> cut(FailedRecord record, Throwable error, String stage) {
        var letter = letter(record, error, stage, first(KEPT_KEY, record.key()), first(KEPT_VALUE, record.value()));
        describe(letter, "key", record.key());
        describe(letter, "value", record.value());
        PassedHeaders.copy(record.headers(), letter, maxBytes);
        return letter;
    }

    private ProducerRecord<byte[], byte[]> letter(
            FailedRecord record, Throwable error, String stage, byte @Nullable [] key, byte @Nullable [] value) {
        var letter = new ProducerRecord<>(topic, key, value);
        add(letter, LetterHeaders.EXCEPTION, error.getClass().getName());
        add(letter, LetterHeaders.MESSAGE, start(MESSAGE_CHARACTERS, String.valueOf(error.getMessage())));
        add(letter, LetterHeaders.STACK_TRACE, start(STACK_TRACE_CHARACTERS, stackTrace(error)));
        add(letter, LetterHeaders.TOPIC, record.topic());
        add(letter, LetterHeaders.PARTITION, Integer.toString(record.partition()));
        add(letter, LetterHeaders.OFFSET, Long.toString(record.offset()));
        add(letter, LetterHeaders.STAGE, stage);
        return letter;
    }

    private static void describe(ProducerRecord<byte[], byte[]> letter, String part, byte @Nullable [] original) {
        if (original != null) {
            add(letter, LetterHeaders.CUT + part + ".size", Integer.toString(original.length));
            add(letter, LetterHeaders.CUT + part + ".sha256", Sha256.hex(original));
        }
    }

    private static String stackTrace(Throwable error) {
        var text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String start(int max, String text) {
        return text.substring(0, Math.min(text.length(), max));
    }

    private static byte @Nullable [] first(int max, byte @Nullable [] bytes) {
        return bytes == null || bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    }

    private static void add(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
