package dev.rapport.benchmarks.inference;

/** Another engine in a process of its own. */
public interface Peer extends Writer, AutoCloseable {
    /** The most memory that its process ever had in RAM; 0 where the system does not tell. */
    long peakBytes();

    @Override
    void close();
}
