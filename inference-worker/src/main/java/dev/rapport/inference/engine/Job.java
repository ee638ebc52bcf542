package dev.rapport.inference.engine;

import dev.rapport.inference.decoding.Decoding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sequences that follow one prompt. Everything but its creation happens on the model's thread. */
interface Job {
    /** The prompt, at least one token; must not be changed. */
    int[] prompt();

    /** Max tokens of each sequence, at least 1. */
    int maxNewTokens();

    /** 0, or higher to go ahead of others. */
    default int priority() {
        return 0;
    }

    /** Max wait until it joins the batch; empty: unlimited. */
    default Optional<Duration> maxWait() {
        return Optional.empty();
    }

    List<? extends Decoding> decodings();

    /** One of its sequences ended. */
    void ended(Decoding decoding);

    /** It will never end. */
    void fail(RuntimeException cause);
}
