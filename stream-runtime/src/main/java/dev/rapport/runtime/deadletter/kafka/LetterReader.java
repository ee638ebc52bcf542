package dev.rapport.runtime.deadletter.kafka;

import dev.rapport.runtime.deadletter.DeadLetter;
import dev.rapport.runtime.deadletter.DeadLetter.Cause;
import dev.rapport.runtime.deadletter.DeadLetter.Header;
import dev.rapport.runtime.deadletter.DeadLetter.Kind;
import dev.rapport.runtime.deadletter.DeadLetter.Original;
import dev.rapport.runtime.deadletter.DeadLetter.Sender;
import dev.rapport.runtime.deadletter.DeadLetter.Source;
import dev.rapport.runtime.deadletter.LetterHeaders;
import dev.rapport.runtime.deadletter.LetterId;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.SourceRecord;
import dev.rapport.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads both kinds into the one form: rejections, and the raw records with error headers of every application. */
public final class LetterReader {
    private final Deserializer<RejectedEvent> rejections;

    public LetterReader(AvroSerdes serdes) {
        this.rejections = serdes.value(Topics.EVENTS_REJECTED).deserializer();
    }

    /** Whether a topic holds letters. */
    public static boolean isLetterTopic(String topic) {
        return topic.equals(Topics.EVENTS_REJECTED.name())
                || Topics.applicationOf(topic).isPresent();
    }

    /**
     * The letter that a record is; one that cannot be read as such is shown as it is, and never an error.
     *
     * @throws RuntimeException when the schema registry failed
     */
    public DeadLetter read(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(Topics.EVENTS_REJECTED.name()) ? rejection(record) : deadLetter(record);
    }

    private DeadLetter rejection(ConsumerRecord<byte[], byte[]> record) {
        @Nullable RejectedEvent event;
        try {
            event = rejections.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            event = null;
        }
        if (event == null) {
            var cause = new Cause("", "", "UNREADABLE", "the record of this rejection cannot be read");
            return letter(record, Kind.REJECTION, cause, new Source(null, -1, -1));
        }
        var rest = event.getRecord();
        return new DeadLetter(
                id(record),
                Instant.ofEpochMilli(record.timestamp()),
                Kind.REJECTION,
                new Cause(
                        "capture".equals(event.getStage()) ? "rapport-ingestion" : "rapport-" + event.getStage(),
                        event.getStage(),
                        event.getReason().name(),
                        event.getDetail()),
                new Source(
                        event.getTopic(),
                        event.getPartition(),
                        event.getOffset(),
                        event.getFormat(),
                        rest == null ? null : rest.getTimestamp()),
                new Sender(event.getSourceId(), event.getMessageId(), event.getReceivedAt(), event.getCaptured()),
                original(event, rest, record));
    }

    private static Original original(
            RejectedEvent event, @Nullable SourceRecord rest, ConsumerRecord<byte[], byte[]> record) {
        var value = bytes(event.getPayload());
        return new Original(
                rest == null ? record.key() : rest.getKey() == null ? null : bytes(rest.getKey()),
                rest != null && rest.getTombstone() ? null : value,
                event.getEnvelope() == null ? null : bytes(event.getEnvelope()),
                rest == null ? headers(record.headers()) : headers(rest),
                // Those that were written before sizes were have none.
                Math.max(event.getPayloadSize(), value.length),
                event.getTruncated());
    }

    private static List<Header> headers(SourceRecord rest) {
        return rest.getHeaders().entrySet().stream()
                .map(header -> new Header(header.getKey(), bytes(header.getValue())))
                .toList();
    }

    private static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record) {
        var headers = record.headers();
        var exception = text(headers, LetterHeaders.EXCEPTION, "unknown");
        var cause = new Cause(
                Topics.applicationOf(record.topic()).orElse(record.topic()),
                text(headers, LetterHeaders.STAGE, "processing"),
                exception.substring(exception.lastIndexOf('.') + 1),
                text(headers, LetterHeaders.MESSAGE, ""));
        var topic = text(headers, LetterHeaders.TOPIC, "");
        var source = new Source(
                topic.isEmpty() ? null : topic,
                (int) number(headers, LetterHeaders.PARTITION, -1),
                number(headers, LetterHeaders.OFFSET, -1));
        return letter(record, Kind.DEAD_LETTER, cause, source);
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, Kind kind, Cause cause, Source source) {
        var headers = record.headers();
        var length = record.value() == null ? 0 : record.value().length;
        return new DeadLetter(
                id(record),
                Instant.ofEpochMilli(record.timestamp()),
                kind,
                cause,
                source,
                Sender.UNKNOWN,
                new Original(
                        record.key(),
                        record.value(),
                        null,
                        headers(headers),
                        number(headers, LetterHeaders.VALUE_SIZE, length),
                        headers.lastHeader(LetterHeaders.VALUE_SIZE) != null
                                || headers.lastHeader(LetterHeaders.KEY_SIZE) != null));
    }

    private static LetterId id(ConsumerRecord<byte[], byte[]> record) {
        return new LetterId(record.topic(), record.partition(), record.offset());
    }

    private static List<Header> headers(Headers headers) {
        var original = new ArrayList<Header>();
        headers.forEach(header -> {
            if (LetterHeaders.isOriginal(header.key())) {
                original.add(new Header(header.key(), header.value() == null ? new byte[0] : header.value()));
            }
        });
        return original;
    }

    private static String text(Headers headers, String name, String otherwise) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? otherwise
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long number(Headers headers, String name, long otherwise) {
        try {
            return Long.parseLong(text(headers, name, ""));
        } catch (NumberFormatException notOurs) {
            return otherwise;
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
