package dev.rapport.ingestion.app;

import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.service.Service;
import java.util.List;
import java.util.function.Consumer;

/** Capture as a service: it keeps nothing but what waits for Kafka. */
final class IngestionService implements Service {
    private final KafkaEventSink sink;
    private final IdentityConfig identity;
    private final TickClock ticks;
    private final AnswerThreads answers;
    private final List<HttpRoutes> routes;
    private volatile boolean open;

    IngestionService(
            KafkaEventSink sink,
            IdentityConfig identity,
            TickClock ticks,
            AnswerThreads answers,
            List<HttpRoutes> routes) {
        this.sink = sink;
        this.identity = identity;
        this.ticks = ticks;
        this.answers = answers;
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
        ticks.start();
        open = true;
    }

    /** Without Kafka capture stays in service: senders get 503 with a time to retry, and it recovers by itself. */
    @Override
    public Health health() {
        return new Health(true, open, open ? "capture is open" : "capture is starting");
    }

    @Override
    public List<HttpRoutes> routes() {
        return routes;
    }

    /** The sink first: it waits for what Kafka has not acknowledged yet, and those answers are still given. */
    @Override
    public void close() {
        open = false;
        ticks.close();
        sink.close();
        answers.close();
    }
}
