package dev.rapport.inference.decoding;

/** Receives the events of a decode loop, on its thread: must be short. Times are nanoseconds. */
public interface DecodeListener {
    /** Hears nothing. */
    DecodeListener NONE = new DecodeListener() {};

    /** A sequence joined the batch. */
    default void joined(long waitedNanos) {}

    /** A sequence got its first token. */
    default void firstToken(long nanosSinceSubmitted) {}

    /** A sequence got another token. */
    default void nextToken(long nanosSinceLast) {}

    /**
     * A step of the model ended.
     *
     * @param choices tokens that it chose
     * @param prefillTokens prompt tokens that it read
     */
    default void stepped(int choices, int prefillTokens, long nanos) {}

    /** Sequences were given up or came too late; their tokens so far are of no use. */
    default void wasted(long tokens) {}
}
