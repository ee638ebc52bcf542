package dev.rapport.tuning;

import dev.rapport.schemas.id.DerivedId;
import dev.rapport.tuning.corpus.BadDataException;
import dev.rapport.tuning.corpus.Example;
import dev.rapport.tuning.corpus.Pair;
import dev.rapport.tuning.corpus.PairFile;
import dev.rapport.tuning.corpus.Split;
import dev.rapport.tuning.training.Curriculum;
import dev.rapport.tuning.training.Sequence;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A user's pairs. About one in ten is kept back, chosen by a hash of the prompt, so that equal prompts stay together. A
 * pair's weight is how often it comes: of weight 2 twice as often as of weight 1, see {@link Frequencies}. So every step is
 * an unbiased sample of the weighted pairs, whereas weights on the loss would only count against those that happen to be in
 * the same batch. What is kept back is measured without weights.
 */
final class PairData implements TuningData {
    private static final int ROUND = 512;

    private final Origin origin;
    private final List<Pair> pairs;
    private final int tooLong;
    private final List<Example> training;
    private final Frequencies frequencies;
    private final List<Example> keptBack;

    /**
     * Of all pairs, those too long included.
     *
     * @param name        for messages, such as the path of the file
     * @param fingerprint SHA-256 of the pairs as JSON Lines
     * @param description for a model card, behind the number of pairs
     */
    private record Origin(String name, String fingerprint, String description) {}

    private PairData(Origin origin, List<Pair> pairs, int tooLong) {
        this.origin = origin;
        this.pairs = pairs;
        this.tooLong = tooLong;
        var learnt =
                pairs.stream().filter(pair -> isForTraining(pair.example())).toList();
        if (learnt.isEmpty()) {
            throw new BadDataException(origin.name() + ": too few pairs to keep some back for evaluation");
        }
        this.training = learnt.stream().map(Pair::example).toList();
        this.frequencies =
                new Frequencies(learnt.stream().mapToDouble(Pair::weight).toArray());
        this.keptBack = pairs.stream()
                .map(Pair::example)
                .filter(example -> !isForTraining(example))
                .toList();
    }

    /** @throws BadDataException on the first line that is no pair, or when a pipeline has taught too little */
    static PairData of(PairSource source) throws IOException {
        return source instanceof PairSource.Lines lines ? read(lines.file()) : of((PairSource.Outcomes) source);
    }

    private static PairData read(Path file) throws IOException {
        var fingerprint = Fingerprint.of(file);
        var description =
                "of `" + file.getFileName() + "` (SHA-256 " + fingerprint + "); their licence is their owner's.";
        return new PairData(new Origin(file.toString(), fingerprint, description), PairFile.read(file), 0);
    }

    private static PairData of(PairSource.Outcomes source) {
        var found = source.found();
        if (found.pairs().size() < PairSource.Outcomes.FEWEST) {
            throw new BadDataException(found.pairs().size() + " pairs are too few to learn from, "
                    + PairSource.Outcomes.FEWEST + " are needed: " + found.summary());
        }
        var fingerprint = DerivedId.sha256Hex(PairFile.text(found.pairs()));
        var description = "of a pipeline's own prompts and the replies to them that led to a conversion, weighted by"
                + " credit over propensity (SHA-256 " + fingerprint + "): " + found.summary()
                + ". Only of customers who consent to it; personal values are replaced by generated ones.";
        return new PairData(new Origin("the pipeline's pairs", fingerprint, description), found.pairs(), 0);
    }

    @Override
    public PairData fitting(ReplyTokenizer tokenizer, int positions, boolean skipLong) {
        var fitting = new ArrayList<Pair>();
        var tooLong = new ArrayList<String>();
        for (var pair : pairs) {
            var tokens = Sequence.of(pair.example(), tokenizer, 1).ids().length - 1;
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
    public Curriculum curriculum(long seed) {
        var rounds = (training.size() + ROUND - 1) / ROUND;
        return new Curriculum() {
            @Override
            public List<Example> round(long number) {
                var epoch = number / rounds;
                var order = new ArrayList<>(frequencies.of(training, epoch));
                Collections.shuffle(order, new Random(seed * 31 + epoch));
                var from = (int) (number % rounds) * ROUND;
                return order.subList(from, Math.min(order.size(), from + ROUND));
            }

            @Override
            public int roundsPerEpoch() {
                return rounds;
            }
        };
    }

    @Override
    public List<Example> keptBack() {
        return keptBack;
    }

    @Override
    public Stream<Example> forVocabulary(long seed) {
        return training.stream();
    }

    @Override
    public long tokensPerEpoch(ReplyTokenizer tokenizer) {
        return Math.round(frequencies.mean(training.stream()
                        .mapToDouble(pair -> Sequence.of(pair, tokenizer, 1).ids().length - 1)
                        .toArray())
                * training.size());
    }

    private static boolean isForTraining(Example pair) {
        return Split.of(pair.prompt()) == Split.TRAINING;
    }
}
