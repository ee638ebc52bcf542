package dev.rapport.inference.stream;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.inference.reply.Withheld;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Deals with batches of records: reads them, has replies composed, makes a reply or a dead letter of each. One thread. */
final class PromptBatch {
    private final ReplyComposer composer;
    private final PublishGate gate;
    private final StreamMeters meters;
    private final Deserializer<Prompt> prompts;
    private final Serializer<Reply> replies;

    /** A record as it was read. */
    private sealed interface Read {}

    private record Ask(ConsumerRecord<byte[], byte[]> record, Prompt prompt, CompletableFuture<Reply> reply)
            implements Read {}

    private record PutAside(ConsumerRecord<byte[], byte[]> record, SerializationException error) implements Read {}

    PromptBatch(ReplyComposer composer, PublishGate gate, AvroSerdes serdes, StreamMeters meters) {
        this.composer = composer;
        this.gate = gate;
        this.meters = meters;
        this.prompts = serdes.deserializer(Prompt.class);
        this.replies = serdes.serializer();
    }

    /**
     * Takes as long as the model does.
     *
     * @return one for each record, in their order
     * @throws RuntimeException when the model or the schema registry failed, never because of a record
     */
    List<Finished> finish(List<ConsumerRecord<byte[], byte[]>> records) {
        var started = System.nanoTime();
        var work = records.stream().map(this::read).toList();
        try {
            var finished = work.stream().map(this::finish).toList();
            var asked = (int) work.stream().filter(Ask.class::isInstance).count();
            if (asked > 0) {
                meters.generated(asked, Duration.ofNanos(System.nanoTime() - started));
            }
            return finished;
        } catch (CompletionException e) {
            // A fresh exception: its stack trace is the caller's.
            throw new ModelException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
    }

    private Read read(ConsumerRecord<byte[], byte[]> record) {
        try {
            @Nullable Prompt prompt = prompts.deserialize(Topics.PROMPTS.name(), record.value());
            if (prompt == null) {
                return new PutAside(record, new SerializationException("a prompt without a value"));
            }
            return new Ask(record, prompt, composer.compose(prompt));
        } catch (SerializationException e) {
            return new PutAside(record, e);
        }
    }

    private Finished finish(Read read) {
        if (read instanceof Ask ask) {
            return replied(ask.record(), gate.check(ask.prompt(), ask.reply().join()));
        }
        var aside = (PutAside) read;
        return finished(aside.record(), DeadLetters.of(aside.record(), aside.error()), null);
    }

    private Finished replied(ConsumerRecord<byte[], byte[]> record, Reply reply) {
        var output = output(reply);
        if (output.isPresent()) {
            return finished(record, output.get(), reply);
        }
        var small = Withheld.tooLarge(reply);
        var refusal = output(small);
        if (refusal.isPresent()) {
            return finished(record, refusal.get(), small);
        }
        var error = new RecordTooLargeException("the names in the prompt do not fit in a reply");
        return finished(record, DeadLetters.of(record, error), null);
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

    private static Finished finished(
            ConsumerRecord<byte[], byte[]> record, ProducerRecord<byte[], byte[]> output, @Nullable Reply reply) {
        var partition = new TopicPartition(record.topic(), record.partition());
        return new Finished(partition, record.offset(), output, reply);
    }
}
