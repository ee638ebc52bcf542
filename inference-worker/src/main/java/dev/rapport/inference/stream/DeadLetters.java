package dev.rapport.inference.stream;

import dev.rapport.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Records that cannot be read: the original bytes, with the headers that Kafka Streams gives its dead letters. */
final class DeadLetters {
    private static final String PREFIX = "__streams.errors.";

    private DeadLetters() {}

    static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record, Exception error) {
        var letter = new ProducerRecord<>(Topics.deadLetters(PromptStream.GROUP), record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        add(letter, "exception", error.getClass().getName());
        add(letter, "message", error.getMessage());
        add(letter, "topic", record.topic());
        add(letter, "partition", Integer.toString(record.partition()));
        add(letter, "offset", Long.toString(record.offset()));
        return letter;
    }

    private static void add(ProducerRecord<byte[], byte[]> letter, String name, @Nullable String value) {
        letter.headers().add(PREFIX + name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }
}
