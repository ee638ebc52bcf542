package dev.rapport.quickstart.app;

import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.inference.app.InferenceServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.service.ServiceFactory;
import dev.rapport.scoring.app.ScoringServiceFactory;
import java.util.List;

/** Every service of a pipeline, in the order of the flow; the model loads while the rest starts. */
final class Services implements AutoCloseable {
    private final PreloadedModel model;

    private Services(PreloadedModel model) {
        this.model = model;
    }

    static Services of(Settings settings) {
        return new Services(new PreloadedModel(settings.get("inference.model").orElse("default")));
    }

    List<ServiceFactory> factories() {
        return List.of(
                new IngestionServiceFactory(),
                new EnrichmentServiceFactory(),
                new InferenceServiceFactory(model),
                new ScoringServiceFactory());
    }

    @Override
    public void close() {
        model.close();
    }
}
