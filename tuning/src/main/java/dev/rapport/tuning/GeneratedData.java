package dev.rapport.tuning;

import dev.rapport.tuning.corpus.Corpus;
import dev.rapport.tuning.corpus.Example;
import dev.rapport.tuning.corpus.LabelledRequests;
import dev.rapport.tuning.corpus.Language;
import dev.rapport.tuning.corpus.Split;
import dev.rapport.tuning.training.Curriculum;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The corpus generator's examples, without end; real requests may be among them. */
final class GeneratedData implements TuningData {
    private static final int ROUND = 320;
    private static final int ROUNDS_PER_EPOCH = 32;
    private static final int KEPT_BACK = 128;
    private static final int FOR_VOCABULARY = 18_000;
    private static final long KEPT_BACK_SEED = 20_261_122;
    private static final long SEEDS_APART = 1_000_003;

    private static final String OWN_TEXT =
            "text that Rapport's corpus generator writes from its own word lists and phrases";

    private final LabelledRequests requests;
    private final String description;
    private final String fingerprint;

    private GeneratedData(LabelledRequests requests, String description, String fingerprint) {
        this.requests = requests;
        this.description = description;
        this.fingerprint = fingerprint;
    }

    /**
     * Nothing but generated text, or with the training half of a file of real requests among it.
     *
     * @throws dev.rapport.tuning.corpus.BadDataException on a line of it that cannot be used
     */
    static GeneratedData with(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            var nothingElse =
                    OWN_TEXT + ", and nothing else. No personal data, no third-party text. Licence: Apache-2.0.";
            return new GeneratedData(LabelledRequests.NONE, nothingElse, "generated");
        }
        var requests = LabelledRequests.read(file.get());
        var sha256 = Fingerprint.of(file.get());
        var description = OWN_TEXT + " (Apache-2.0); among the requests to customer service "
                + requests.training().size()
                + " of the file " + file.get().getFileName() + ", SHA-256 " + sha256
                + ", whose licence is that of its owner. The replies are generated.";
        return new GeneratedData(requests, description, "generated, requests " + sha256);
    }

    @Override
    public String description() {
        return description;
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
    public Curriculum curriculum(long seed) {
        return new Curriculum() {
            @Override
            public List<Example> round(long number) {
                var corpus = new Corpus(Split.TRAINING, (seed + 1) * SEEDS_APART + number, requests);
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
        var corpus = new Corpus(Split.TRAINING, seed, requests);
        return IntStream.range(0, FOR_VOCABULARY)
                .mapToObj(i -> corpus.next(i % 3 == 0 ? Language.ENGLISH : Language.CHINESE));
    }

    @Override
    public long tokensPerEpoch(ReplyTokenizer tokenizer) {
        return Long.MAX_VALUE;
    }
}
