package dev.rapport.inference;

import dev.rapport.inference.decoding.Decoding;
import java.util.List;

/** Sequences that somebody waits for. Everything but its creation happens on the model's thread. */
interface Job {
    List<? extends Decoding> decodings();

    /** One of its sequences ended. */
    void ended(Decoding decoding);

    /** It will never end. */
    void fail(RuntimeException cause);
}
