package dev.rapport.tuning;

import dev.rapport.tuning.corpus.Corpus;
import dev.rapport.tuning.corpus.Example;
import dev.rapport.tuning.corpus.Language;
import dev.rapport.tuning.corpus.Split;
import dev.rapport.tuning.training.Curriculum;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The corpus generator's examples, without end. */
final class GeneratedData implements TuningData {
    private static final int ROUND = 320;
    private static final int ROUNDS_PER_EPOCH = 32;
    private static final int KEPT_BACK = 128;
    private static final int FOR_VOCABULARY = 18_000;
    private static final long KEPT_BACK_SEED = 20_261_122;
    private static final long SEEDS_APART = 1_000_003;

    @Override
    public String description() {
        return "text that Rapport's corpus generator writes from its own word lists and phrases, and nothing else. No"
                + " personal data, no third-party text. Licence: Apache-2.0.";
    }

    @Override
    public String use() {
        return "short replies in English and Chinese to prompts in the format of docs/prompt-format.md, for the tasks "
                + String.join(", ", Corpus.tasks()) + "; it knows nothing else.";
    }

    @Override
    public String fingerprint() {
        return "generated";
    }

    @Override
    public Curriculum curriculum(long seed) {
        return new Curriculum() {
            @Override
            public List<Example> round(long number) {
                var corpus = new Corpus(Split.TRAINING, (seed + 1) * SEEDS_APART + number);
                return Stream.generate(corpus::next).limit(ROUND).toList();
            }

            @Override
            public int roundsPerEpoch() {
                return ROUNDS_PER_EPOCH;
            }
        };
    }

    @Override
    public List<Example> keptBack() {
        var corpus = new Corpus(Split.EVALUATION, KEPT_BACK_SEED);
        return Stream.generate(corpus::next).limit(KEPT_BACK).toList();
    }

    /** Mostly Chinese: Han characters are many, and each one that gets a token of its own shortens replies. */
    @Override
    public Stream<Example> forVocabulary(long seed) {
        var corpus = new Corpus(Split.TRAINING, seed);
        return IntStream.range(0, FOR_VOCABULARY)
                .mapToObj(i -> corpus.next(i % 3 == 0 ? Language.ENGLISH : Language.CHINESE));
    }

    @Override
    public long tokensPerEpoch(ReplyTokenizer tokenizer) {
        return Long.MAX_VALUE;
    }
}
