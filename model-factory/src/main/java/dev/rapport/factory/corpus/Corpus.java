package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * An endless, seeded sequence of generated examples: tasks at random by their weights, English as often as Chinese. The
 * same seed and split give the same examples. Not thread-safe.
 */
public final class Corpus {
    /** Every kind of reply, with how many of a hundred examples are of it. */
    private static List<Share> shares(LabelledRequests requests) {
        return List.of(
                // One line a task.
                new Share(new RecommendTask(), 26),
                new Share(new OfferTask(), 19),
                new Share(new PostTask(), 12),
                new Share(new SupportTask(requests), 26),
                new Share(new SummaryTask(), 17));
    }

    private final List<Share> shares;
    private final int weights;
    private final RandomGenerator random;
    private final Slots slots;

    public Corpus(Split split, long seed) {
        this(split, seed, RealText.NONE);
    }

    /** @param real what goes in among the generated requests and products */
    public Corpus(Split split, long seed, RealText real) {
        shares = shares(real.requests());
        weights = shares.stream().mapToInt(Share::weight).sum();
        random = new SplittableRandom(seed);
        slots = new Slots(split, real.products(), random);
    }

    /** The names of all tasks, as in the {@code task} line of a prompt. */
    public static List<String> tasks() {
        return shares(LabelledRequests.NONE).stream()
                .map(share -> share.task().name())
                .toList();
    }

    public GeneratedExample next() {
        return next(random.nextBoolean() ? Language.ENGLISH : Language.CHINESE);
    }

    public GeneratedExample next(Language language) {
        var left = random.nextInt(weights);
        var at = 0;
        while (left >= shares.get(at).weight()) {
            left -= shares.get(at++).weight();
        }
        return example(shares.get(at).task(), language);
    }

    /**
     * An example of one task.
     *
     * @param task one of {@link #tasks()}
     */
    public GeneratedExample next(String task, Language language) {
        return shares.stream()
                .map(Share::task)
                .filter(some -> some.name().equals(task))
                .findFirst()
                .map(some -> example(some, language))
                .orElseThrow(() -> new IllegalArgumentException("no task " + task + "; there are " + tasks()));
    }

    private GeneratedExample example(ReplyTask task, Language language) {
        return task.example(language, slots, random);
    }

    private record Share(ReplyTask task, int weight) {}
}
