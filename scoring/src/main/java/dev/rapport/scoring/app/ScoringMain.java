package dev.rapport.scoring.app;

import dev.rapport.runtime.service.ServiceMain;

/** Runs scoring alone, on port 8082 unless told otherwise. */
public final class ScoringMain {
    private static final int DEFAULT_PORT = 8082;

    private ScoringMain() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run(args, DEFAULT_PORT, new ScoringServiceFactory()));
    }
}
