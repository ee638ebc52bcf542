package dev.rapport.factory.corpus;

import java.util.random.RandomGenerator;

/** One kind of reply the bundled model can write. A new kind is a new implementation, listed in {@link Corpus}. */
interface ReplyTask {
    /** The value of the {@code task} line. */
    String name();

    /** An example drawn with this source of randomness, with slot values drawn from these slots. */
    GeneratedExample example(Language language, Slots slots, RandomGenerator random);
}
