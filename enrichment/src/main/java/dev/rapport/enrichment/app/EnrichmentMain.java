package dev.rapport.enrichment.app;

import dev.rapport.runtime.service.ServiceMain;

/** Enrichment as a process of its own; its port serves probes, metrics, and the switches of campaigns. */
public final class EnrichmentMain {
    private static final int PORT = 8084;

    private EnrichmentMain() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run(args, PORT, new EnrichmentServiceFactory()));
    }
}
