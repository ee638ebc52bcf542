package dev.rapport.tuning;

import dev.rapport.tuning.corpus.BadDataException;
import dev.rapport.tuning.corpus.Example;
import dev.rapport.tuning.corpus.PairFile;
import dev.rapport.tuning.corpus.Split;
import dev.rapport.tuning.training.Curriculum;
import dev.rapport.tuning.training.Sequence;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A user's pairs. About one in ten is kept back, chosen by a hash of the prompt, so that equal prompts stay together. */
final class PairData implements TuningData {
    private static final int ROUND = 512;

    private final Path file;
    private final String fingerprint;
    private final List<Example> pairs;
    private final List<Example> training;
    private final List<Example> keptBack;

    private PairData(Path file, String fingerprint, List<Example> pairs) {
        this.file = file;
        this.fingerprint = fingerprint;
        this.pairs = pairs;
        this.training = pairs.stream().filter(PairData::isForTraining).toList();
        this.keptBack = pairs.stream().filter(pair -> !isForTraining(pair)).toList();
        if (training.isEmpty()) {
            throw new BadDataException(file + ": too few pairs to keep some back for evaluation");
        }
    }

    /** @throws BadDataException on the first line that is no pair */
    static PairData read(Path file) throws IOException {
        return new PairData(file, hash(file), PairFile.read(file));
    }

    /**
     * Without pairs that the model cannot take whole: half a reply would teach it to stop in the middle.
     *
     * @param positions most tokens of prompt, reply and end marker, less one
     * @param skip      whether such pairs are left out
     * @throws BadDataException when there are some and they are not to be left out
     */
    PairData fitting(ReplyTokenizer tokenizer, int positions, boolean skip) throws IOException {
        var fitting = new ArrayList<Example>();
        var tooLong = new ArrayList<String>();
        var lines = lines();
        for (var i = 0; i < pairs.size(); i++) {
            var tokens = Sequence.of(pairs.get(i), tokenizer, 1).ids().length - 1;
            if (tokens <= positions) {
                fitting.add(pairs.get(i));
            } else {
                tooLong.add(file + ":" + lines.get(i) + ": prompt and reply have " + tokens
                        + " tokens, and the model takes " + positions);
            }
        }
        if (tooLong.isEmpty()) {
            return this;
        }
        if (!skip || fitting.isEmpty()) {
            throw new BadDataException(tooLong.get(0)
                    + (tooLong.size() > 1 ? " (and " + (tooLong.size() - 1) + " more lines)" : "")
                    + "; shorten it, or leave such pairs out with --skip-long");
        }
        return new PairData(file, fingerprint, fitting);
    }

    @Override
    public String description() {
        return "the " + pairs.size() + " pairs of `" + file.getFileName() + "` (SHA-256 " + fingerprint
                + "); their licence is their owner's.";
    }

    @Override
    public String use() {
        return "replies like those of the pairs, to prompts like theirs.";
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Curriculum curriculum(long seed) {
        var rounds = (training.size() + ROUND - 1) / ROUND;
        return new Curriculum() {
            @Override
            public List<Example> round(long number) {
                var order = new ArrayList<>(training);
                Collections.shuffle(order, new Random(seed * 31 + number / rounds));
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
        return training.stream()
                .mapToLong(pair -> Sequence.of(pair, tokenizer, 1).ids().length - 1)
                .sum();
    }

    private static boolean isForTraining(Example pair) {
        return Split.of(pair.prompt()) == Split.TRAINING;
    }

    /** The line of every pair, from 1 on. */
    private List<Integer> lines() throws IOException {
        var texts = Files.readAllLines(file);
        var lines = new ArrayList<Integer>();
        for (var i = 0; i < texts.size(); i++) {
            if (!texts.get(i).isBlank()) {
                lines.add(i + 1);
            }
        }
        return lines;
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
