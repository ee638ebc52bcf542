package dev.rapport.tuning.data;

import dev.rapport.runtime.terminal.TextFile;
import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.pair.Example;
import dev.rapport.tuning.pair.Pair;
import dev.rapport.tuning.pair.PairCount;
import dev.rapport.tuning.pair.Split;
import dev.rapport.tuning.training.Curriculum;
import dev.rapport.tuning.training.Sequence;
import dev.rapport.tuning.training.Shuffle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A user's pairs. About one in ten is held out, chosen by a hash of the prompt, so that equal prompts stay together. A
 * pair's weight is how often it comes: of weight 2 twice as often as of weight 1, see {@link Frequencies}. So every step is
 * an unbiased sample of the weighted pairs, whereas weights on the loss would only count against those that happen to be in
 * the same batch. Held-out pairs are measured without weights.
 */
public final class PairData implements TrainingData {
    private static final int ROUND = 512;

    private final Origin origin;
    private final List<Pair> pairs;
    private final int tooLong;
    private final List<Example> training;
    private final Frequencies frequencies;
    private final List<Example> heldOut;

    /**
     * Where pairs come from.
     *
     * @param name        for messages, such as the path of the file
     * @param fingerprint SHA-256 of all pairs as JSON Lines, those too long included
     * @param description for a model card, behind the number of pairs
     */
    public record Origin(String name, String fingerprint, String description) {}

    /** @throws BadDataException when all pairs would be held out */
    public PairData(Origin origin, List<Pair> pairs) {
        this(origin, pairs, 0);
    }

    private PairData(Origin origin, List<Pair> pairs, int tooLong) {
        this.origin = origin;
        this.pairs = List.copyOf(pairs);
        this.tooLong = tooLong;
        var trained =
                pairs.stream().filter(pair -> isForTraining(pair.example())).toList();
        if (trained.isEmpty()) {
            throw new BadDataException(origin.name() + ": too few pairs to hold some out for evaluation");
        }
        this.training = trained.stream().map(Pair::example).toList();
        this.frequencies =
                new Frequencies(trained.stream().mapToDouble(Pair::weight).toArray());
        this.heldOut = pairs.stream()
                .map(Pair::example)
                .filter(example -> !isForTraining(example))
                .toList();
    }

    /** @throws BadDataException on the first line that is not a pair */
    public static PairData read(Path file) throws IOException {
        var fingerprint = TextFile.sha256(file, BadDataException::new);
        var description =
                "of `" + file.getFileName() + "` (SHA-256 " + fingerprint + "); their licence is their owner's.";
        return new PairData(new Origin(file.toString(), fingerprint, description), PairFile.read(file));
    }

    @Override
    public PairData fitting(ReplyTokenizer tokenizer, int positions, boolean skipLong) {
        var fitting = new ArrayList<Pair>();
        var tooLong = new ArrayList<String>();
        for (var pair : pairs) {
            var tokens = tokenizer.inputs(pair.example());
            if (tokens <= positions) {
                fitting.add(pair);
            } else {
                tooLong.add(origin.name() + ":" + pair.line() + ": prompt and reply have " + tokens
                        + " tokens, and the model takes " + positions);
            }
        }
        if (tooLong.isEmpty()) {
            return this;
        }
        if (!skipLong || fitting.isEmpty()) {
            var more = tooLong.size() > 1 ? " (and " + (tooLong.size() - 1) + " more lines)" : "";
            throw new BadDataException(tooLong.get(0)
                    + more
                    + (fitting.isEmpty()
                            ? "; no pair is short enough"
                            : "; shorten it, or leave such pairs out with --skip-long"));
        }
        return new PairData(origin, fitting, tooLong.size());
    }

    @Override
    public String description() {
        return new PairCount(pairs.size(), tooLong).words() + " " + origin.description();
    }

    @Override
    public Optional<PairCount> count() {
        return Optional.of(new PairCount(pairs.size(), tooLong));
    }

    @Override
    public String use() {
        return "replies like those of the pairs, to prompts like theirs.";
    }

    @Override
    public String fingerprint() {
        return origin.fingerprint();
    }

    @Override
    public Curriculum curriculum(long seed, ReplyTokenizer tokenizer) {
        var rounds = (training.size() + ROUND - 1) / ROUND;
        return new Curriculum() {
            @Override
            public List<Sequence> round(long number, double done) {
                var epoch = number / rounds;
                var order = new ArrayList<>(frequencies.of(training, epoch));
                Shuffle.shuffle(order, seed, epoch);
                var from = (int) (number % rounds) * ROUND;
                return order.subList(from, Math.min(order.size(), from + ROUND)).stream()
                        .map(tokenizer::sequence)
                        .toList();
            }

            @Override
            public int roundsPerEpoch() {
                return rounds;
            }
        };
    }

    @Override
    public List<Example> heldOut() {
        return heldOut;
    }

    @Override
    public long tokensPerEpoch(ReplyTokenizer tokenizer) {
        return Math.round(frequencies.mean(
                        training.stream().mapToDouble(tokenizer::inputs).toArray())
                * training.size());
    }

    private static boolean isForTraining(Example pair) {
        return Split.of(pair.prompt()) == Split.TRAINING;
    }
}
