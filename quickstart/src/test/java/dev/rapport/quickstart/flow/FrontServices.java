package dev.rapport.quickstart.flow;

import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import java.io.IOException;
import java.util.Map;

/** Capture and enrichment together: from an HTTP request to a prompt. */
final class FrontServices {
    private FrontServices() {}

    static TestingService on(TestingKafka kafka, Map<String, String> settings) throws IOException {
        return TestingService.on(kafka, settings, new IngestionServiceFactory(), new EnrichmentServiceFactory());
    }
}
