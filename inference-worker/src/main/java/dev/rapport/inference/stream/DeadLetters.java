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

    private static final int MESSAGE_CHARACTERS = 1_000;

    private DeadLetters() {}

    /** A letter that {@link RecordSize#fits}. */
    static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record, Exception error) {
        var letter = letter(record, error, record.key(), record.value());
        PassedHeaders.copy(record.headers(), letter);
        return RecordSize.fits(letter) ? letter : cut(record, error);
    }

    private static ProducerRecord<byte[], byte[]> cut(ConsumerRecord<byte[], byte[]> record, Exception error) {
        var letter = letter(record, error, first(KEPT_KEY, record.key()), first(KEPT_VALUE, record.value()));
        describe(letter, "key", record.key());
        describe(letter, "value", record.value());
        PassedHeaders.copy(record.headers(), letter);
        return letter;
    }

    private static ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> record, Exception error, byte @Nullable [] key, byte @Nullable [] value) {
        var letter = new ProducerRecord<>(Topics.deadLetters(PromptStream.GROUP), key, value);
        var message = String.valueOf(error.getMessage());
        add(letter, PassedHeaders.ERRORS + "exception", error.getClass().getName());
        add(
                letter,
                PassedHeaders.ERRORS + "message",
                message.substring(0, Math.min(message.length(), MESSAGE_CHARACTERS)));
        add(letter, PassedHeaders.ERRORS + "topic", record.topic());
        add(letter, PassedHeaders.ERRORS + "partition", Integer.toString(record.partition()));
        add(letter, PassedHeaders.ERRORS + "offset", Long.toString(record.offset()));
        return letter;
    }

    private static void describe(ProducerRecord<byte[], byte[]> letter, String part, byte @Nullable [] original) {
        if (original != null) {
            add(letter, PassedHeaders.CUT + part + ".size", Integer.toString(original.length));
            add(letter, PassedHeaders.CUT + part + ".sha256", Sha256.hex(original));
        }
    }

    private static byte @Nullable [] first(int max, byte @Nullable [] bytes) {
        return bytes == null || bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    }

    private static void add(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
