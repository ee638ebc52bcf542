package dev.rapport.planted.configured.scoring.stream;

/** R7: a configuration that is no record. */
public final class FlowConfig {
    private final int threads;

    /** With so many threads. */
    public FlowConfig(int threads) {
        this.threads = threads;
    }

    /** Threads. */
    public int threads() {
        return threads;
    }
}
