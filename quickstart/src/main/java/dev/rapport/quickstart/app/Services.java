package dev.rapport.quickstart.app;

import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.runtime.service.ServiceFactory;
import dev.rapport.scoring.app.ScoringServiceFactory;
import java.util.List;

/** Every service of a pipeline, in the order of the flow. */
final class Services {
    private Services() {}

    static List<ServiceFactory> all() {
        return List.of(new IngestionServiceFactory(), new ScoringServiceFactory());
    }
}
