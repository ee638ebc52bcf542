package dev.rapport.ingestion.app;

import dev.rapport.runtime.admin.Health;
import dev.rapport.runtime.admin.HttpRoutes;
import dev.rapport.runtime.service.Service;
import java.util.List;
import java.util.function.Consumer;

/** Capture and enrichment as one service. */
final class IngestionService implements Service {
    @Override
    public String name() {
        return "ingestion";
    }

    @Override
    public void start(Consumer<Throwable> onFailure) {}

    @Override
    public Health health() {
        return new Health(true, true, "ingestion");
    }

    @Override
    public List<HttpRoutes> routes() {
        return List.of();
    }

    @Override
    public void close() {}
}
