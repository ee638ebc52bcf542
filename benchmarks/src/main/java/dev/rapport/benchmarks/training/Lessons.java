package dev.rapport.benchmarks.training;

import dev.rapport.benchmarks.measure.Work;
import dev.rapport.tuning.training.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Batches like those of a real training, of words that mean nothing. The same seed gives the same ones. */
public final class Lessons {
    private static final int BATCHES = 4;
    private static final int BATCH_TOKENS = 2_048;
    private static final int MIN_LENGTH = 40;
    private static final int MAX_LENGTH = 160;

    private Lessons() {}

    /** Tokens a second, padding not counted. */
    public static Work rate(Trainee trainee, int vocabulary, int threads, long seed) {
        var random = new Random(seed);
        return time -> {
            var seconds = 0.0;
            var tokens = 0L;
            while (tokens == 0 || seconds < time.toNanos() / 1e9) {
                var batches = batches(random, vocabulary);
                seconds += trainee.secondsFor(batches, threads);
                tokens += batches.stream()
                        .flatMap(List::stream)
                        .mapToLong(sequence -> sequence.ids().length - 1)
                        .sum();
            }
            return tokens / seconds;
        };
    }

    /** Sequences of like length side by side, about 2,048 tokens a batch, the second half of each counted. */
    static List<List<Sequence>> batches(Random random, int vocabulary) {
        var drawn = new ArrayList<Sequence>();
        for (var tokens = 0; tokens < BATCHES * BATCH_TOKENS; ) {
            var sequence = sequence(random, vocabulary);
            tokens += sequence.ids().length;
            drawn.add(sequence);
        }
        drawn.sort(Comparator.comparingInt(sequence -> sequence.ids().length));
        var batches = new ArrayList<List<Sequence>>();
        for (var i = 0; i < BATCHES; i++) {
            batches.add(drawn.subList(i * drawn.size() / BATCHES, (i + 1) * drawn.size() / BATCHES));
        }
        return batches;
    }

    private static Sequence sequence(Random random, int vocabulary) {
        var ids = random.longs(MIN_LENGTH + random.nextInt(MAX_LENGTH - MIN_LENGTH), 0, vocabulary)
                .toArray();
        var weights = new float[ids.length];
        Arrays.fill(weights, ids.length / 2, ids.length, 1);
        return new Sequence(ids, weights);
    }
}
