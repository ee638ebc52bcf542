package dev.rapport.tuning.corpus;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * An endless, seeded sequence of generated examples: tasks at random by their weights, English as often as Chinese. The
 * same seed and split give the same examples. Not thread-safe.
 */
public final class Corpus {
    /** Every kind of reply, with how many of a hundred examples are of it. */
    private static final List<Share> TASKS = List.of(
            // One line a task.
            new Share(new RecommendTask(), 30), new Share(new OfferTask(), 22), new Share(new PostTask(), 13));

    private static final int WEIGHTS = TASKS.stream().mapToInt(Share::weight).sum();

    private final RandomGenerator random;
    private final Slots slots;

    public Corpus(Split split, long seed) {
        random = new SplittableRandom(seed);
        slots = new Slots(split, random);
    }

    /** The names of all tasks, as in the {@code task} line of a prompt. */
    public static List<String> tasks() {
        return TASKS.stream().map(share -> share.task().name()).toList();
    }

    public Example next() {
        return next(random.nextBoolean() ? Language.ENGLISH : Language.CHINESE);
    }

    public Example next(Language language) {
        var left = random.nextInt(WEIGHTS);
        var at = 0;
        while (left >= TASKS.get(at).weight()) {
            left -= TASKS.get(at++).weight();
        }
        return example(TASKS.get(at).task(), language);
    }

    /**
     * An example of one task.
     *
     * @param task one of {@link #tasks()}
     */
    public Example next(String task, Language language) {
        return TASKS.stream()
                .map(Share::task)
                .filter(some -> some.name().equals(task))
                .findFirst()
                .map(some -> example(some, language))
                .orElseThrow(() -> new IllegalArgumentException("no task " + task + "; there are " + tasks()));
    }

    private Example example(ReplyTask task, Language language) {
        return task.example(language, slots, random);
    }

    private record Share(ReplyTask task, int weight) {}
}
