package dev.rapport.inference.stream;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.ledger.Ticket;
import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.inference.reply.ReplyConfig;
import dev.rapport.inference.stream.Outcome.Answered;
import dev.rapport.inference.stream.Outcome.DeadLettered;
import dev.rapport.inference.stream.RecordCodec.OutboundRecord;
import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.runtime.deadletter.kafka.FailedRecord;
import dev.rapport.runtime.deadletter.kafka.LetterWriter;
import dev.rapport.runtime.kafka.RecordSize;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordCodecTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMeters meters = new StreamMeters(registry);
    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private final AvroSerdes serdes = new AvroSerdes(schemas);
    private final ReplyComposer composer =
            new ReplyComposer(new FakeTextGenerator(), new ReplyConfig(2_000_000, List.of()), InstantSource.system());
    private final RecordCodec codec = new RecordCodec(PublishGate.OPEN, serdes);

    @Test
    void refusesWhatIsTooLargeToBePublished() {
        // Given
        var large = aPrompt().setText("x".repeat(RecordSize.MAX_BYTES)).setMustMention(List.of());
        // When
        var finished = finish(large.build());
        // Then
        assertThat(finished.record()).matches(RecordSize::fits, "fits");
        assertThat(reply(finished)).satisfies(reply -> {
            assertThat(reply.getPromptId()).isEqualTo(large.getPromptId());
            assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.REFUSED);
            assertThat(reply.getRefusal()).isEqualTo("reply-too-large");
            assertThat(reply.getText()).isNull();
            assertThat(reply.getProvenance()).isNotNull();
        });
    }

    @Test
    void putsAsideWhatDoesNotEvenFitInARefusal() {
        // When
        var finished = finish(aPrompt().setArm("x".repeat(RecordSize.MAX_BYTES)).build());
        // Then
        assertThat(finished.outcome()).isInstanceOf(DeadLettered.class);
        assertThat(finished.record()).matches(RecordSize::fits, "fits");
        assertThat(finished.record().topic()).isEqualTo("rapport-inference.dlq.v1");
    }

    @Test
    void saysOfACutDeadLetterHowLargeTheOriginalWas() {
        // Given
        var record = new ConsumerRecord<>("prompts", 3, 7L, new byte[20_000], new byte[3_000_000]);
        record.headers().add("large", new byte[1_000_000]);
        // When
        var letter = letter(record, new IllegalStateException("x".repeat(1_000_000)));
        // Then
        assertThat(letter).matches(RecordSize::fits, "fits");
        assertThat(letter.key()).hasSize(LetterWriter.KEPT_KEY);
        assertThat(letter.value()).hasSize(LetterWriter.KEPT_VALUE);
        assertThat(letter.headers())
                .extracting(header -> header.key() + " " + new String(header.value(), StandardCharsets.UTF_8))
                .contains(
                        "__streams.errors.partition 3",
                        "__streams.errors.offset 7",
                        "rapport.cut.key.size 20000",
                        "rapport.cut.value.size 3000000")
                .anyMatch(header -> header.matches("rapport.cut.value.sha256 [0-9a-f]{64}"));
    }

    @Test
    void leavesADeadLetterThatFitsWhole() {
        // Given
        var record = new ConsumerRecord<>("prompts", 3, 7L, new byte[20], new byte[990_000]);
        record.headers().add("origin", new byte[] {1});
        // When
        var letter = letter(record, new IllegalStateException());
        // Then
        assertThat(letter.value()).hasSize(990_000);
        assertThat(letter.headers())
                .extracting(header -> header.key())
                .contains("origin")
                .doesNotContain("rapport.cut.value.size");
    }

    @Test
    void passesHeadersOfThePromptOn() {
        // Given: a prompt that was a dead letter before
        var trace = new RecordHeader("traceparent", new byte[] {1});
        var other = new RecordHeader("traceparent", new byte[] {2});
        var error = new RecordHeader("__streams.errors.topic", new byte[] {3});
        // When
        var finished = finish(aPrompt().build(), trace, other, error);
        // Then
        assertThat(finished.record().headers()).containsExactly(trace, other);
    }

    @Test
    void doesNotRefuseAReplyForTheHeadersOfItsPrompt() {
        // Given
        var large = new RecordHeader("large", new byte[RecordSize.MAX_BYTES]);
        // When
        var finished = finish(aPrompt().build(), large, new RecordHeader("small", new byte[1]));
        // Then
        assertThat(reply(finished).getOutcome()).isEqualTo(ReplyOutcome.GENERATED);
        assertThat(finished.record().headers())
                .extracting(header -> header.key() + " " + new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly("rapport.headers.dropped 2");
    }

    @Test
    void describesTheLatestErrorOfADeadLetterThatWasSentAgain() {
        // Given
        var record = new ConsumerRecord<>("prompts", 3, 7L, new byte[20], new byte[20]);
        record.headers().add("__streams.errors.offset", "1".getBytes(StandardCharsets.UTF_8));
        // When
        var letter = letter(record, new IllegalStateException());
        // Then
        assertThat(letter.headers().headers("__streams.errors.offset"))
                .extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly("7");
    }

    /** Foreign bytes are no reason to end the process: neither those of another form, nor those of another schema. */
    @ParameterizedTest
    @MethodSource("foreign")
    void rejectsForeignBytes(byte @Nullable [] value) {
        schemas.register("other-value", new Schema.Parser().parse("""
                {"type": "record", "name": "Other", "fields": [{"name": "text", "type": "string"}]}"""));
        var record = new ConsumerRecord<byte[], byte[]>(Topics.PROMPTS.name(), 0, 5L, null, value);
        assertThatThrownBy(() -> codec.read(record)).isInstanceOf(SerializationException.class);
    }

    static Stream<Arguments> foreign() {
        return Stream.of(
                        null,
                        new byte[0],
                        new byte[] {0},
                        "hello not json".getBytes(StandardCharsets.UTF_8),
                        // A schema that nobody registered, and that of something else.
                        new byte[] {0, 0, 0, 3, 1, 7},
                        new byte[] {0, 0, 0, 0, 1, 2, 'a'},
                        // A text of two billion characters that is not there, in the schema of something else.
                        new byte[] {0, 0, 0, 0, 1, -2, -1, -1, -1, 15})
                .map(Arguments::of);
    }

    /** Sizes that are not there must not be allocated. */
    @Test
    void rejectsAPromptWhoseTextClaimsTwoBillionCharacters() {
        // Given
        var id = schemas.register("prompts-value", Prompt.getClassSchema());
        var value = ByteBuffer.allocate(10)
                .put((byte) 0)
                .putInt(id)
                .put(new byte[] {-2, -1, -1, -1, 15})
                .array();
        var record = new ConsumerRecord<byte[], byte[]>(Topics.PROMPTS.name(), 0, 5L, null, value);

        // Then
        assertThatThrownBy(() -> codec.read(record)).isInstanceOf(SerializationException.class);
    }

    @Test
    void countsWhyTheModelsTextWasNotSent() {
        // When
        meters.committed(
                List.of(finish(aPrompt().setText(FakeTextGenerator.TOO_LONG).build())
                        .outcome()),
                System.nanoTime());
        // Then
        assertThat(registry.get("rapport.inference.refusals")
                        .tag("reason", "prompt-too-long")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.find("rapport.inference.tokens").counter())
                .as("the model read nothing")
                .isNull();
    }

    private static ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> record, Exception error) {
        return RecordCodec.LETTERS.write(FailedRecord.of(record), error, "generation");
    }

    private static Reply reply(OutboundRecord finished) {
        return ((Answered) finished.outcome()).reply();
    }

    private OutboundRecord finish(Prompt prompt, Header... headers) {
        var topic = Topics.PROMPTS.name();
        var value = written(topic, prompt);
        var record = new ConsumerRecord<>(topic, 0, 5L, new byte[0], value);
        List.of(headers).forEach(record.headers()::add);
        var read = codec.read(record);
        var reply = composer.compose(read).join();
        return codec.write(
                new Answered(new PromptTask(new Ticket(0, 1, 5), record, read, 0), reply, System.nanoTime()));
    }

    /** As somebody else's serializer may write it: without our limit. */
    private byte[] written(String topic, Prompt prompt) {
        var out = new ByteArrayOutputStream();
        try {
            var id = schemas.register(topic + "-value", prompt.getSchema());
            out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
            var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<Prompt>(prompt.getSchema()).write(prompt, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
