package dev.rapport.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.inference.reply.ReplyConfig;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.TestingKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;

/** Topics without records, workers on them, and what these published. Closes the workers it started. */
final class TestingStream implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    static final String DEAD_LETTERS = Topics.deadLetters(PromptStream.GROUP);

    private final KafkaConnection connection;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final TestingPrompts prompts;
    private final List<PromptStream> workers = new ArrayList<>();

    TestingStream(TestingKafka kafka) {
        kafka.freshTopics(Topics.PROMPTS, Topics.REPLIES);
        kafka.freshTopic(DEAD_LETTERS, 1);
        connection = KafkaConnection.to(kafka.bootstrapServers());
        prompts = new TestingPrompts(connection);
    }

    /** A worker that gives prompts half a second when their partition goes. */
    static StreamConfig config(String slot) {
        return new StreamConfig(slot, 64, ByteSize.ofMiB(8), Duration.ofMillis(20), Duration.ofMillis(500), "consumer");
    }

    KafkaConnection connection() {
        return connection;
    }

    TestingPrompts prompts() {
        return prompts;
    }

    /** Of all workers together. */
    SimpleMeterRegistry meters() {
        return meters;
    }

    double count(String meter) {
        return meters.get(meter).counter().count();
    }

    /** What the first worker failed with that did. */
    CompletableFuture<Throwable> failure() {
        return failure;
    }

    PromptStream start(StreamConfig config, TextGenerator writer) {
        return start(config, writer, failure);
    }

    PromptStream start(StreamConfig config, TextGenerator writer, CompletableFuture<Throwable> died) {
        return start(config, writer, died, UnaryOperator.identity());
    }

    /** @param wrapping what stands between the worker and its producer */
    PromptStream start(
            StreamConfig config,
            TextGenerator writer,
            CompletableFuture<Throwable> died,
            UnaryOperator<Producer<byte[], byte[]>> wrapping) {
        var composer = new ReplyComposer(writer, ReplyConfig.DEFAULT, InstantSource.system());
        var codec = new RecordCodec(PublishGate.OPEN, prompts.serdes());
        var real = StreamClients.of(connection, config);
        var clients = new StreamClients(
                real.consumer(), () -> wrapping.apply(real.producer().get()), real.admin());
        var worker =
                new PromptStream(config, clients, new PromptStream.Parts(composer, codec, new StreamMeters(meters)));
        worker.start(died::complete);
        workers.add(worker);
        return worker;
    }

    /** Exactly one visible reply for each of the prompts {@code p0} and on, and for no other. */
    void awaitReplies(int count) {
        await().atMost(PATIENCE).until(() -> prompts.replies().size() >= count);
        assertThat(prompts.replies())
                .extracting(Reply::getPromptId)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).mapToObj(n -> "p" + n).toList());
    }

    @Override
    public void close() {
        workers.forEach(PromptStream::close);
        prompts.close();
    }
}
