package dev.rapport.planted.clean.scoring.app;

import dev.rapport.planted.clean.scoring.stream.FlowConfig;
import dev.rapport.planted.clean.scoring.topology.FlowTopology;

/** The command line may print and end. */
public final class ScoringMain {
    private ScoringMain() {}

    /** Prints and ends. */
    public static void main(String[] args) {
        System.out.println(new FlowTopology(new FlowConfig(args.length)).build());
        System.exit(0);
    }
}
