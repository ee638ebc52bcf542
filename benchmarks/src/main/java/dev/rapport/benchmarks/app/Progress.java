package dev.rapport.benchmarks.app;

/** Counts what a topology has done; asking takes a moment, so that one may ask in a loop. */
interface Progress extends AutoCloseable {
    /** Events done and committed since the start. */
    long done() throws InterruptedException;

    @Override
    void close();
}
