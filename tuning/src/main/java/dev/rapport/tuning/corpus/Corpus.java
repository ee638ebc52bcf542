package dev.rapport.tuning.corpus;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * An endless, seeded sequence of generated examples: every task and language in turn at random. The same seed and split
 * give the same examples. Not thread-safe.
 */
public final class Corpus {
    private static final List<ReplyTask> TASKS = List.of(new RecommendTask());

    private final RandomGenerator random;
    private final Slots slots;

    public Corpus(Split split, long seed) {
        random = new SplittableRandom(seed);
        slots = new Slots(split, random);
    }

    public Example next() {
        return next(random.nextBoolean() ? Language.ENGLISH : Language.CHINESE);
    }

    public Example next(Language language) {
        return TASKS.get(random.nextInt(TASKS.size())).example(language, slots, random);
    }
}
