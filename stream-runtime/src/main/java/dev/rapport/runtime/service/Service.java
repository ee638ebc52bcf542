package dev.rapport.runtime.service;

import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.http.HttpRoutes;
import java.util.List;
import java.util.function.Consumer;

/**
 * A part of Rapport that runs: ingestion, inference-worker, scoring. It contributes routes; who serves them is not its
 * business. Made by its {@code app} package, started once, closed once.
 */
public interface Service extends AutoCloseable {
    /** Name for logs and health, for example {@code ingestion}. */
    String name();

    /**
     * Starts threads and returns; may wait for a model to load, not for work to be done.
     *
     * @param onFailure told at most once, on any thread, of an error that only a restart can heal
     */
    void start(Consumer<Throwable> onFailure);

    /** How it is now; called from HTTP threads at any time. */
    Health health();

    /** Routes to serve; asked once, before it is started. */
    List<HttpRoutes> routes();

    /** Ends its threads after finishing what is begun. */
    @Override
    void close();
}
