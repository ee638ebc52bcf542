package dev.rapport.planted.clean.scoring.topology;

import dev.rapport.planted.clean.scoring.stream.FlowConfig;

/** A topology that only wires. */
public final class FlowTopology {
    private final FlowConfig config;

    /** Wires what the configuration says. */
    public FlowTopology(FlowConfig config) {
        this.config = config;
    }

    /** The threads it wires. */
    public int build() {
        return config.threads();
    }
}
