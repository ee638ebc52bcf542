package dev.rapport.inference.stream;

import dev.rapport.runtime.kafka.RecordSize;
import dev.rapport.schemas.id.Sha256;
import dev.rapport.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that cannot be read or answered: the original bytes, with the headers that Kafka Streams gives its dead letters.
 * Of a record that is too large for the topic the first bytes are kept, and headers say how large it was.
 */
final class DeadLetters {
    /** Bytes of the value that a cut letter keeps. */
    static final int KEPT_VALUE = 900_000;
    /** Bytes of the key that a cut letter keeps. */
    static final int KEPT_KEY = 10_000;

    private static final String PREFIX = "__streams.errors.";
    private static final String CUT = "rapport.cut.";
    private static final int MESSAGE_CHARACTERS = 1_000;

    private DeadLetters() {}

    /** A letter that {@link RecordSize#fits}. */
    static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record, Exception error) {
        var letter = letter(record, error, record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        return RecordSize.fits(letter) ? letter : cut(record, error);
    }

    /** Without the original's headers: they may be what is too large. */
    private static ProducerRecord<byte[], byte[]> cut(ConsumerRecord<byte[], byte[]> record, Exception error) {
        var letter = letter(record, error, first(KEPT_KEY, record.key()), first(KEPT_VALUE, record.value()));
        describe(letter, "key", record.key());
        describe(letter, "value", record.value());
        return letter;
    }

    private static ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> record, Exception error, byte @Nullable [] key, byte @Nullable [] value) {
        var letter = new ProducerRecord<>(Topics.deadLetters(PromptStream.GROUP), key, value);
        var message = String.valueOf(error.getMessage());
        add(letter, PREFIX + "exception", error.getClass().getName());
        add(letter, PREFIX + "message", message.substring(0, Math.min(message.length(), MESSAGE_CHARACTERS)));
        add(letter, PREFIX + "topic", record.topic());
        add(letter, PREFIX + "partition", Integer.toString(record.partition()));
        add(letter, PREFIX + "offset", Long.toString(record.offset()));
        return letter;
    }

    private static void describe(ProducerRecord<byte[], byte[]> letter, String part, byte @Nullable [] original) {
        if (original != null) {
            add(letter, CUT + part + ".size", Integer.toString(original.length));
            add(letter, CUT + part + ".sha256", Sha256.hex(original));
        }
    }

    private static byte @Nullable [] first(int most, byte @Nullable [] bytes) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private static void add(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
