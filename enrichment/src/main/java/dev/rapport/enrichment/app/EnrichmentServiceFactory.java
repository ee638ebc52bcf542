package dev.rapport.enrichment.app;

import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.read.Json;
import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.service.ServiceFactory;
import java.util.List;

/** Wires enrichment: the check of control topics, and the topology that enriches and decides. */
public final class EnrichmentServiceFactory implements ServiceFactory {
    /** Application id of the enrichment topology. */
    static final String ENRICHMENT = "rapport-enrichment";
    /** Application id of the check of control topics. */
    static final String CONTROL = "rapport-control";

    private final Json json;

    public EnrichmentServiceFactory() {
        this(new JacksonJson());
    }

    /** @param json how payloads are read and properties written */
    public EnrichmentServiceFactory(Json json) {
        this.json = json;
    }

    @Override
    public List<String> applicationIds() {
        return List.of(CONTROL, ENRICHMENT);
    }

    @Override
    public Service create(ServiceContext context) {
        return EnrichmentService.create(context, json);
    }
}
