package dev.rapport.planted.clean.quickstart.app;

import dev.rapport.planted.clean.scoring.app.ScoringMain;

/** The quickstart wires what the services' applications offer. */
public final class RapportMain {
    private RapportMain() {}

    /** Runs the service. */
    public static void main(String[] args) {
        ScoringMain.main(args);
    }
}
