package dev.rapport.inference.engine;

import dev.rapport.inference.decoding.Decoding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sequences that follow one prompt and that somebody waits for. Everything but its creation happens on the model's thread. */
interface Job {
    /** The prompt, at least one token; not to be changed. */
    int[] prompt();

    /** Most tokens of each sequence, at least 1. */
    int maxNewTokens();

    /** 0, or higher to go before others. */
    default int priority() {
        return 0;
    }

    /** How long it may wait to join; empty is for ever. */
    default Optional<Duration> maxWait() {
        return Optional.empty();
    }

    List<? extends Decoding> decodings();

    /** One of its sequences ended. */
    void ended(Decoding decoding);

    /** It will never end. */
    void fail(RuntimeException cause);
}
