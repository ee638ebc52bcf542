package dev.rapport.ingestion.app;

import dev.rapport.runtime.service.ServiceMain;

/** Ingestion as a process of its own. */
public final class IngestionMain {
    private static final int PORT = 8080;

    private IngestionMain() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run(args, PORT, new IngestionServiceFactory()));
    }
}
