package dev.rapport.ingestion.app;

import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import dev.rapport.ingestion.capture.sink.PromptSink;
import dev.rapport.ingestion.capture.topic.TopicConsumer;
import dev.rapport.ingestion.letters.kafka.DeadLetters;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.service.Service;
import java.util.List;
import java.util.function.Consumer;

/** Capture as a service: it keeps nothing but what waits for Kafka. */
final class IngestionService implements Service {
    private final KafkaEventSink sink;
    private final PromptSink prompt;
    private final IdentityConfig identity;
    private final CatalogParts catalog;
    private final TickClock ticks;
    private final AnswerThreads answers;
    private final TopicConsumer topics;
    private final DeadLetters letters;
    private final List<HttpRoutes> routes;
    private volatile boolean open;
    private volatile String state = "capture is starting";

    IngestionService(
            KafkaEventSink sink,
            PromptSink prompt,
            IdentityConfig identity,
            CatalogParts catalog,
            TickClock ticks,
            AnswerThreads answers,
            TopicConsumer topics,
            DeadLetters letters,
            List<HttpRoutes> routes) {
        this.sink = sink;
        this.prompt = prompt;
        this.identity = identity;
        this.catalog = catalog;
        this.ticks = ticks;
        this.answers = answers;
        this.topics = topics;
        this.letters = letters;
        this.routes = List.copyOf(routes);
    }

    @Override
    public String name() {
        return "ingestion";
    }

    @Override
    public void start(Consumer<Throwable> onFailure) {
        identity.warnIfPublished();
        sink.open();
        catalog.open();
        prompt.start();
        ticks.start();
        topics.start(onFailure);
        letters.start();
        open = true;
        state = "capture is open";
    }

    /** Without Kafka capture stays in service: senders get 503 with a time to retry, and it recovers by itself. */
    @Override
    public Health health() {
        return new Health(topics.isAlive(), open, state + topics.state());
    }

    @Override
    public List<HttpRoutes> routes() {
        return routes;
    }

    /**
     * Nothing new is taken, what was taken is flushed to Kafka, and its answers are given; when Kafka is away, 503. Each step
     * has its limit in time.
     */
    @Override
    public void close() {
        open = false;
        state = "capture is stopping";
        prompt.drain();
        catalog.drain();
        topics.close();
        ticks.close();
        sink.close();
        catalog.close();
        answers.close();
        letters.close();
        prompt.close();
    }
}
