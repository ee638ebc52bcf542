package dev.rapport.ingestion.app;

import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.service.ServiceFactory;
import java.util.List;

/** Wires ingestion: capture, and the topology that enriches and decides. */
public final class IngestionServiceFactory implements ServiceFactory {
    static final String ENRICHMENT = "rapport-enrichment";

    @Override
    public List<String> applicationIds() {
        return List.of(ENRICHMENT);
    }

    @Override
    public Service create(ServiceContext context) {
        return new IngestionService();
    }
}
