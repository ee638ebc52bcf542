package dev.rapport.factory.training;

import dev.rapport.factory.corpus.Corpus;
import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.factory.corpus.Language;
import dev.rapport.factory.corpus.RealFiles;
import dev.rapport.factory.corpus.RealText;
import dev.rapport.runtime.terminal.TextFile;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.data.TrainingData;
import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.pair.Example;
import dev.rapport.tuning.pair.PairCount;
import dev.rapport.tuning.pair.Split;
import dev.rapport.tuning.training.Curriculum;
import dev.rapport.tuning.training.Sequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The corpus generator's examples, without end; real text of files may be among them. */
public final class GeneratedData implements TrainingData {
    private static final int ROUND = 320;
    private static final double COPY_PHASE = 2.0 / 3;
    private static final float COPIED_WEIGHT = 3;
    private static final int MAX_SHOWN = 60;
    private static final int ROUNDS_PER_EPOCH = 32;
    private static final int HELD_OUT = 128;
    private static final int FOR_VOCABULARY = 18_000;
    private static final long HELD_OUT_SEED = 20_261_122;
    private static final long SEED_DISTANCE = 1_000_003;

    private static final String OWN_TEXT =
            "text that Rapport's corpus generator writes from its own word lists and phrases";

    private final RealText real;
    private final String description;
    private final String fingerprint;

    private GeneratedData(RealText real, String description, String fingerprint) {
        this.real = real;
        this.description = description;
        this.fingerprint = fingerprint;
    }

    /**
     * Nothing but generated text, or with the parts for training of files of real text among it.
     *
     * @throws BadDataException on a line that cannot be used
     */
    public static GeneratedData with(RealFiles files) throws IOException {
        if (files.equals(RealFiles.NONE)) {
            var nothingElse =
                    OWN_TEXT + ", and nothing else. No personal data, no third-party text. Licence: Apache-2.0.";
            return new GeneratedData(RealText.NONE, nothingElse, "generated");
        }
        var real = files.readForTraining();
        var sources = new ArrayList<Source>();
        if (files.requests().isPresent()) {
            var count = real.requests().training().size();
            sources.add(Source.of(
                    "requests to customer service", count, files.requests().get()));
        }
        if (files.products().isPresent()) {
            var count = real.products().training().size();
            sources.add(Source.of("titles of products", count, files.products().get()));
        }
        return new GeneratedData(
                real,
                sources.stream()
                        .map(Source::description)
                        .collect(
                                Collectors.joining("; ", OWN_TEXT + " (Apache-2.0); ", ". The replies are generated.")),
                sources.stream()
                        .map(source -> source.what() + " " + source.sha256())
                        .collect(Collectors.joining(", ", "generated, ", "")));
    }

    /**
     * A file that some of the text is from.
     *
     * @param count of what is trained on
     */
    private record Source(String what, int count, Path file, String sha256) {
        static Source of(String what, int count, Path file) throws IOException {
            return new Source(what, count, file, TextFile.sha256(file, BadDataException::new));
        }

        String description() {
            return "among the " + what + " " + count + " of the file " + file.getFileName() + ", SHA-256 " + sha256
                    + ", whose licence is that of its owner";
        }
    }

    @Override
    public Optional<PairCount> count() {
        return Optional.empty();
    }

    /** All of it; each real request must leave half of the positions to the rest of its prompt and a reply. */
    @Override
    public GeneratedData fitting(ReplyTokenizer tokenizer, int positions, boolean skipLong) {
        Stream.concat(real.requests().training().stream(), real.requests().evaluation().stream())
                .forEach(request -> {
                    var tokens = tokenizer.encode(request.prompt()).length;
                    if (tokens > positions / 2) {
                        throw new BadDataException("the request \"" + shortened(request.text())
                                + "\" makes a prompt of " + tokens + " tokens; the max is " + positions / 2
                                + ", half of the model's " + positions + " positions");
                    }
                });
        return this;
    }

    private static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    @Override
    public String description() {
        return description
                + " Copied values count threefold in the first two thirds of the training, and in half of the"
                + " examples other tokens take their place.";
    }

    @Override
    public String use() {
        return "short replies in English and Chinese to prompts in the format of docs/prompt-format.md, for the tasks "
                + String.join(", ", Corpus.tasks()) + "; it knows nothing else.";
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Curriculum curriculum(long seed, ReplyTokenizer tokenizer) {
        var practice = CopyPractice.of(tokenizer);
        return new Curriculum() {
            @Override
            public List<Sequence> round(long number, double done) {
                var weight = done < COPY_PHASE ? COPIED_WEIGHT : 1;
                return examples(seed, number)
                        .map(example -> practice.sequence(example, weight))
                        .toList();
            }

            @Override
            public int roundsPerEpoch() {
                return ROUNDS_PER_EPOCH;
            }
        };
    }

    /** The examples of a round. */
    Stream<GeneratedExample> examples(long seed, long round) {
        var corpus = new Corpus(Split.TRAINING, (seed + 1) * SEED_DISTANCE + round, real);
        return Stream.generate(corpus::next).limit(ROUND);
    }

    @Override
    public List<Example> heldOut() {
        var corpus = new Corpus(Split.EVALUATION, HELD_OUT_SEED);
        return Stream.generate(corpus::next)
                .limit(HELD_OUT)
                .map(GeneratedExample::example)
                .toList();
    }

    /** Mostly Chinese: Han characters are many, and each one that gets a token of its own shortens replies. */
    Stream<GeneratedExample> forVocabulary(long seed) {
        var corpus = new Corpus(Split.TRAINING, seed, real);
        return IntStream.range(0, FOR_VOCABULARY)
                .mapToObj(i -> corpus.next(i % 3 == 0 ? Language.ENGLISH : Language.CHINESE));
    }

    @Override
    public long tokensPerEpoch(ReplyTokenizer tokenizer) {
        return Long.MAX_VALUE;
    }
}
