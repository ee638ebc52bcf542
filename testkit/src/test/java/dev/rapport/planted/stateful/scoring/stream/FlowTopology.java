package dev.rapport.planted.stateful.scoring.stream;

/** R7: a topology that remembers. */
public final class FlowTopology {
    private int built;

    /** Builds and counts. */
    public int build() {
        return ++built;
    }
}
