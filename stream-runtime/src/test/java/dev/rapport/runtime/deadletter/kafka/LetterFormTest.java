package dev.rapport.runtime.deadletter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.deadletter.DeadLetter;
import dev.rapport.runtime.deadletter.DeadLetter.Kind;
import dev.rapport.runtime.registry.TestingRegistry;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.SourceRecord;
import dev.rapport.schemas.topic.Origin;
import dev.rapport.schemas.topic.RejectionStage;
import dev.rapport.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What every writer writes, the one reader reads. */
final class LetterFormTest {
    private final AvroSerdes serdes = new AvroSerdes(new TestingRegistry());
    private final LetterReader reader = new LetterReader(serdes);

    @Test
    void readsADeadLetterWithTheHeadersOfItsRecord() {
        // Given
        var headers = new RecordHeaders();
        headers.add("traceparent", new byte[] {1});
        var failed = new FailedRecord("rapport.prompts.v1", 3, 41, new byte[] {7}, new byte[] {8, 9}, headers);
        // When
        var letter = read(LetterWriter.of("rapport-inference")
                .write(failed, new IllegalArgumentException("no such arm"), "generation"));
        // Then
        assertThat(letter.id()).hasToString("rapport-inference.dlq.v1-0-5");
        assertThat(letter.kind()).isEqualTo(Kind.DEAD_LETTER);
        assertThat(letter.cause())
                .isEqualTo(new DeadLetter.Cause(
                        "rapport-inference", "generation", "IllegalArgumentException", "no such arm"));
        assertThat(letter.source()).isEqualTo(new DeadLetter.Source("rapport.prompts.v1", 3, 41));
        assertThat(letter.original().value()).containsExactly(8, 9);
        assertThat(letter.original().headers()).singleElement().matches(header -> header.name()
                .equals("traceparent"));
        assertThat(letter.original().truncated()).isFalse();
    }

    @Test
    void saysOfALargeOneHowLargeItWas() {
        // Given
        var failed = new FailedRecord("rapport.prompts.v1", 3, 41, null, new byte[5_000_000], new RecordHeaders());
        // When
        var letter =
                read(LetterWriter.of("rapport-inference").write(failed, new IllegalStateException(), "processing"));
        // Then
        assertThat(letter.original().truncated()).isTrue();
        assertThat(letter.original().size()).isEqualTo(5_000_000);
        assertThat(letter.original().value()).hasSize(LetterWriter.KEPT_VALUE);
    }

    @Test
    void readsARejection() {
        // Given
        var event = RejectionStage.CAPTURE.reject(
                "m-1",
                RejectionReason.MISSING_IDS,
                "ids are missing",
                "shop",
                Instant.EPOCH,
                ByteBuffer.wrap(new byte[1_000_000]),
                Origin.ofRequest("segment/track"));
        // When
        var letter = reader.read(rejected(serdes.<RejectedEvent>serializer().serialize(topic(), event)));
        // Then
        assertThat(letter.kind()).isEqualTo(Kind.REJECTION);
        assertThat(letter.cause().application()).isEqualTo("rapport-ingestion");
        assertThat(letter.cause().reason()).isEqualTo("MISSING_IDS");
        assertThat(letter.source().format()).isEqualTo("segment/track");
        assertThat(letter.original().truncated()).isTrue();
        assertThat(letter.original().size()).isEqualTo(1_000_000);
        assertThat(letter.original().value()).hasSize(RejectionStage.MAX_ORIGINAL_BYTES);
    }

    @Test
    void readsTheWholeRecordOfASource() {
        // Given
        var rest = new SourceRecord(
                Instant.EPOCH, ByteBuffer.wrap(new byte[] {7}), Map.of("ce_id", ByteBuffer.wrap(new byte[] {8})), true);
        var event = rejected(rest);
        // When
        var letter = reader.read(rejected(serdes.<RejectedEvent>serializer().serialize(topic(), event)));
        // Then
        assertThat(letter.source()).isEqualTo(new DeadLetter.Source("shop.customers", 1, 12, "topic", Instant.EPOCH));
        assertThat(letter.original().key()).containsExactly(7);
        assertThat(letter.original().value()).as("a tombstone").isNull();
        assertThat(letter.original().headers()).singleElement().satisfies(header -> {
            assertThat(header.name()).isEqualTo("ce_id");
            assertThat(header.value()).containsExactly(8);
        });
        assertThat(letter.original().truncated()).isFalse();
    }

    @Test
    void saysThatARecordWithTooLargeHeadersIsNotWhole() {
        // Given
        var large = Map.of("ce_id", ByteBuffer.allocate(RejectionStage.MAX_RECORD_BYTES));
        // When
        var event = rejected(new SourceRecord(Instant.EPOCH, null, large, false));
        // Then
        assertThat(event.getTruncated()).isTrue();
        assertThat(event.getRecord()).isNull();
    }

    private static RejectedEvent rejected(SourceRecord rest) {
        return RejectionStage.CAPTURE.reject(
                null,
                RejectionReason.UNREADABLE_RECORD,
                "the key is not JSON",
                "shop",
                Instant.EPOCH,
                ByteBuffer.allocate(0),
                Origin.ofRecord("topic", "shop.customers", 1, 12).with(rest));
    }

    @Test
    void showsWhatIsNotARejectionAtAll() {
        assertThat(reader.read(rejected(new byte[] {9, 9})).cause().reason()).isEqualTo("UNREADABLE");
    }

    private DeadLetter read(ProducerRecord<byte[], byte[]> written) {
        var record = new ConsumerRecord<>(written.topic(), 0, 5L, written.key(), written.value());
        written.headers().forEach(record.headers()::add);
        return reader.read(record);
    }

    private static ConsumerRecord<byte[], byte[]> rejected(byte[] value) {
        return new ConsumerRecord<>(topic(), 0, 5L, new byte[] {1}, value);
    }

    private static String topic() {
        return Topics.EVENTS_REJECTED.name();
    }
}
