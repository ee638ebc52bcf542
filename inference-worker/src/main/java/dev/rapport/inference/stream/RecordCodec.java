package dev.rapport.inference.stream;

import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.Withheld;
import dev.rapport.inference.stream.Outcome.Answered;
import dev.rapport.inference.stream.Outcome.DeadLettered;
import dev.rapport.inference.stream.Outcome.Stage;
import dev.rapport.runtime.deadletter.kafka.FailedRecord;
import dev.rapport.runtime.deadletter.kafka.LetterWriter;
import dev.rapport.runtime.deadletter.kafka.PassedHeaders;
import dev.rapport.runtime.kafka.RecordSize;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Reads prompts from records, and writes outcomes to records. One thread. */
final class RecordCodec {
    /**
     * An outcome as it goes into a transaction.
     *
     * @param outcome as it is published: with what the gate left of a reply, or a dead letter where no reply fits
     * @param record  a reply or a dead letter
     */
    record OutboundRecord(Outcome outcome, ProducerRecord<byte[], byte[]> record) {}

    static final LetterWriter LETTERS = LetterWriter.ofUsualSize(PromptStream.GROUP);

    private final PublishGate gate;
    private final Deserializer<Prompt> prompts;
    private final Serializer<Reply> replies;

    RecordCodec(PublishGate gate, AvroSerdes serdes) {
        this.gate = gate;
        this.prompts = serdes.deserializer(Prompt.class);
        this.replies = serdes.serializer();
    }

    /**
     * @throws SerializationException when these bytes are not a prompt
     * @throws RuntimeException       when the schema registry failed
     */
    Prompt read(ConsumerRecord<byte[], byte[]> record) {
        @Nullable Prompt prompt = prompts.deserialize(Topics.PROMPTS.name(), record.value());
        if (prompt == null) {
            throw new SerializationException("the record has no value");
        }
        return prompt;
    }

    /** For the next transaction: what a customer wants may have changed since the last one was aborted. */
    OutboundRecord write(Outcome outcome) {
        return outcome instanceof Answered answered
                ? reply(answered.with(gate.check(answered.task().prompt(), answered.reply())))
                : letter((DeadLettered) outcome);
    }

    private OutboundRecord reply(Answered answered) {
        var whole = record(answered);
        if (whole.isPresent()) {
            return new OutboundRecord(answered, whole.get());
        }
        var small = answered.with(Withheld.tooLarge(answered.reply()));
        var refusal = record(small);
        if (refusal.isPresent()) {
            return new OutboundRecord(small, refusal.get());
        }
        var error = new RecordTooLargeException("the names in the prompt do not fit in a reply");
        return letter(new DeadLettered(answered.ticket(), answered.record(), error, Stage.SERIALIZATION));
    }

    /** Empty when it is larger than Kafka takes. */
    private Optional<ProducerRecord<byte[], byte[]>> record(Answered answered) {
        var topic = Topics.REPLIES.name();
        var key = answered.reply().getCustomerId().getBytes(StandardCharsets.UTF_8);
        try {
            var record = new ProducerRecord<>(topic, key, replies.serialize(topic, answered.reply()));
            PassedHeaders.copy(answered.record().headers(), record);
            return Optional.of(record).filter(RecordSize::fits);
        } catch (SerializationException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static OutboundRecord letter(DeadLettered outcome) {
        var stage = outcome.stage().name().toLowerCase(Locale.ROOT);
        return new OutboundRecord(outcome, LETTERS.write(FailedRecord.of(outcome.record()), outcome.error(), stage));
    }
}
