package dev.rapport.inference.stream;

import dev.rapport.inference.GenerationRequest;
import dev.rapport.inference.GenerationResult;
import dev.rapport.inference.TextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Deals with batches of records: reads them, has texts written, makes a reply or a dead letter of each. One thread. */
final class PromptBatch {
    /** Refusal of a prompt whose sampling settings no model can follow. */
    static final String INVALID_SAMPLING = "invalid-sampling";

    private final TextGenerator writer;
    private final ReplyAssembler assembler;
    private final StreamMeters meters;
    private final InstantSource clock = InstantSource.system();
    private final Deserializer<Prompt> prompts;
    private final Serializer<Reply> replies;

    /** A record as it was read. */
    private sealed interface Read {}

    private record Ask(ConsumerRecord<byte[], byte[]> record, Prompt prompt, GenerationRequest request)
            implements Read {}

    private record Refuse(ConsumerRecord<byte[], byte[]> record, Prompt prompt) implements Read {}

    private record PutAside(ConsumerRecord<byte[], byte[]> record, SerializationException error) implements Read {}

    PromptBatch(TextGenerator writer, int maxCharacters, AvroSerdes serdes, StreamMeters meters) {
        this.writer = writer;
        this.assembler = new ReplyAssembler(writer.info(), maxCharacters);
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
        var work = records.stream().map(this::read).toList();
        var results = generate(work.stream()
                        .filter(Ask.class::isInstance)
                        .map(read -> ((Ask) read).request())
                        .toList())
                .iterator();
        return work.stream().map(read -> finish(read, results)).toList();
    }

    private Read read(ConsumerRecord<byte[], byte[]> record) {
        try {
            @Nullable Prompt prompt = prompts.deserialize(Topics.PROMPTS.name(), record.value());
            if (prompt == null) {
                return new PutAside(record, new SerializationException("a prompt without a value"));
            }
            return ask(record, prompt);
        } catch (SerializationException e) {
            return new PutAside(record, e);
        }
    }

    private static Read ask(ConsumerRecord<byte[], byte[]> record, Prompt prompt) {
        try {
            var settings = SamplingSettings.of(prompt.getSampling());
            return new Ask(record, prompt, new GenerationRequest(prompt.getText(), settings, prompt.getSeed()));
        } catch (IllegalArgumentException e) {
            return new Refuse(record, prompt);
        }
    }

    private List<GenerationResult> generate(List<GenerationRequest> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        var started = System.nanoTime();
        var results = writer.generate(requests);
        if (results.size() != requests.size()) {
            throw new IllegalStateException(
                    "the model answered " + results.size() + " of " + requests.size() + " prompts");
        }
        meters.generated(requests.size(), Duration.ofNanos(System.nanoTime() - started));
        return results;
    }

    private Finished finish(Read read, Iterator<GenerationResult> results) {
        if (read instanceof Ask ask) {
            return replied(ask.record(), assembler.assemble(ask.prompt(), results.next(), clock.instant()));
        }
        if (read instanceof Refuse refuse) {
            return replied(refuse.record(), assembler.refuse(refuse.prompt(), INVALID_SAMPLING, clock.instant()));
        }
        var aside = (PutAside) read;
        return finished(aside.record(), DeadLetters.of(aside.record(), aside.error()), null);
    }

    private Finished replied(ConsumerRecord<byte[], byte[]> record, Reply reply) {
        var output = output(reply);
        if (output.isPresent()) {
            return finished(record, output.get(), reply);
        }
        var small = ReplyAssembler.tooLarge(reply);
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
