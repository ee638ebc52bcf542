package dev.rapport.inference.stream;

import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.Withheld;
import dev.rapport.inference.stream.Outcome.Answered;
import dev.rapport.inference.stream.Outcome.PutAside;
import dev.rapport.inference.stream.Outcome.Stage;
import dev.rapport.runtime.kafka.RecordSize;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Prompts out of records, records out of outcomes. One thread. */
final class RecordCodec {
    private final PublishGate gate;
    private final Deserializer<Prompt> prompts;
    private final Serializer<Reply> replies;

    RecordCodec(PublishGate gate, AvroSerdes serdes) {
        this.gate = gate;
        this.prompts = serdes.deserializer(Prompt.class);
        this.replies = serdes.serializer();
    }

    /**
     * @throws SerializationException when these bytes are no prompt
     * @throws RuntimeException       when the schema registry failed
     */
    Prompt read(ConsumerRecord<byte[], byte[]> record) {
        @Nullable Prompt prompt = prompts.deserialize(Topics.PROMPTS.name(), record.value());
        if (prompt == null) {
            throw new SerializationException("a prompt without a value");
        }
        return prompt;
    }

    /** For the next transaction: what a customer wants may have changed since the last one was aborted. */
    Finished write(Outcome outcome) {
        if (outcome instanceof Answered answered) {
            return replied(answered, gate.check(answered.prompt(), answered.reply()));
        }
        var aside = (PutAside) outcome;
        return letter(aside, aside.error(), aside.stage());
    }

    private Finished replied(Answered answered, Reply reply) {
        var output = output(reply);
        if (output.isPresent()) {
            return new Finished(answered, output.get(), reply, null);
        }
        var small = Withheld.tooLarge(reply);
        var refusal = output(small);
        if (refusal.isPresent()) {
            return new Finished(answered, refusal.get(), small, null);
        }
        var error = new RecordTooLargeException("the names in the prompt do not fit in a reply");
        return letter(answered, error, Stage.SERIALIZATION);
    }

    /** Nothing when it is larger than Kafka takes. */
    private Optional<ProducerRecord<byte[], byte[]>> output(Reply reply) {
        var topic = Topics.REPLIES.name();
        var key = reply.getCustomerId().getBytes(StandardCharsets.UTF_8);
        try {
            return Optional.of(new ProducerRecord<>(topic, key, replies.serialize(topic, reply)))
                    .filter(RecordSize::fits);
        } catch (SerializationException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Finished letter(Outcome outcome, Exception error, Stage stage) {
        return new Finished(outcome, DeadLetters.of(outcome.record(), error), null, stage);
    }
}
