package dev.rapport.factory.evaluation;

import dev.rapport.factory.corpus.Corpus;
import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.factory.corpus.LabelledRequests;
import dev.rapport.factory.corpus.Language;
import dev.rapport.factory.corpus.ProductTitles;
import dev.rapport.factory.corpus.RealText;
import dev.rapport.factory.corpus.ReplyWords;
import dev.rapport.factory.evaluation.Evaluation.Result;
import dev.rapport.factory.evaluation.Evaluation.Sample;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.text.GeneratedCandidate;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.schemas.FinishReason;
import dev.rapport.tuning.pair.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Has a model write to generated prompts it has never seen, as it will in the pipeline, and counts what it got right. */
public final class Evaluator {
    private static final int MAX_TOKENS = 128;
    private static final SamplingSettings GREEDY = SamplingSettings.greedy(MAX_TOKENS);
    private static final SamplingSettings DRAWN = new SamplingSettings(3, MAX_TOKENS, 0, 0.8, 0, 1.0, 0.0, 1.0, 0);
    private static final int SAMPLES = 2;
    private static final int REAL_TITLES = 500;

    private final LocalTextGenerator generator;
    private final ReferenceLoss loss;

    /** @param generator not closed here */
    public Evaluator(LocalTextGenerator generator) {
        this(generator, ReferenceLoss.NONE);
    }

    /** @param loss of the same model, for perplexities */
    public Evaluator(LocalTextGenerator generator, ReferenceLoss loss) {
        this.generator = generator;
        this.loss = loss;
    }

    /**
     * Evaluates all tasks of the corpus, in equal parts.
     *
     * @param perLanguage prompts a language, at least one for each task; the rest of a division is left out
     */
    public Evaluation evaluate(int perLanguage, long seed) {
        var tasks = Corpus.tasks();
        var perTask = perLanguage / tasks.size();
        if (perTask < 1) {
            throw new IllegalArgumentException("an evaluation needs at least " + tasks.size() + " prompts a language");
        }
        var tallies = new LinkedHashMap<Row, Tally>();
        var samples = new ArrayList<Sample>();
        var corpus = new Corpus(Split.EVALUATION, seed);
        for (var task : tasks) {
            for (var language : Language.values()) {
                var examples = Stream.generate(() -> corpus.next(task, language))
                        .limit(perTask)
                        .toList();
                new Group(task, language, examples, tallies).score(seed, samples);
            }
        }
        return new Evaluation(perTask * tasks.size(), seed, results(tallies), Map.of(), samples);
    }

    /**
     * Asks about real products and adds the results to the measures: at most 500 English prompts that name one, all
     * tasks in equal parts, greedy replies.
     *
     * @param evaluation of the same model
     * @param titles of which those for evaluation are used
     */
    public Evaluation addRealTitles(Evaluation evaluation, ProductTitles titles) {
        if (titles.evaluation().isEmpty()) {
            throw new IllegalArgumentException("no product titles for evaluation");
        }
        var tallies = new LinkedHashMap<Row, Tally>();
        var corpus = new Corpus(Split.EVALUATION, evaluation.seed(), new RealText(LabelledRequests.NONE, titles));
        var prompts = Math.min(REAL_TITLES, evaluation.promptsPerLanguage());
        var perTask = prompts / Corpus.tasks().size();
        for (var task : Corpus.tasks()) {
            var examples = Stream.generate(() -> corpus.next(task, Language.ENGLISH))
                    .filter(example -> example.expected().containsKey("product"))
                    .limit(perTask)
                    .toList();
            new Group(task, Language.ENGLISH, examples, tallies).scoreGreedy(evaluation.seed());
        }
        var measured = evaluation.with(
                "real product titles, number", titles.evaluation().size());
        for (var result : results(tallies)) {
            var what = "real product titles, " + result.task() + ", ";
            var scores = result.scores();
            measured = measured.with(what + "replies", scores.replies())
                    .with(what + "repeated verbatim", scores.verbatim("product").orElse(0))
                    .with(what + "corrupted", scores.corrupted())
                    .with(what + "passing", scores.passing());
        }
        return measured;
    }

    /** In the order of a table: by writer, all tasks first. */
    private static List<Result> results(Map<Row, Tally> tallies) {
        var results = new ArrayList<Result>();
        for (var writer : List.of(Evaluation.GREEDY, Evaluation.DRAWN, Evaluation.TEMPLATE)) {
            for (var isAll : List.of(true, false)) {
                tallies.forEach((row, tally) -> {
                    if (row.writer().equals(writer) && row.task().equals(Evaluation.ALL_TASKS) == isAll) {
                        results.add(
                                new Result(writer, row.task(), row.language().code(), tally.scores()));
                    }
                });
            }
        }
        return results;
    }

    private List<List<GeneratedCandidate>> write(
            List<GeneratedExample> examples, SamplingSettings settings, long seed) {
        var requests = examples.stream()
                .map(example -> new GenerationRequest(example.prompt(), settings, seed))
                .toList();
        return generator.generate(requests).stream()
                .map(result -> {
                    if (result instanceof Generated generated) {
                        return generated.candidates();
                    }
                    throw new IllegalStateException("the model refused a prompt of the evaluation: " + result);
                })
                .toList();
    }

    private record Row(String writer, String task, Language language) {}

    /** Examples of one task and language on their way into the tallies. */
    private final class Group {
        private final String task;
        private final Language language;
        private final List<GeneratedExample> examples;
        private final List<ReplyCheck> checks;
        private final Map<Row, Tally> tallies;

        Group(String task, Language language, List<GeneratedExample> examples, Map<Row, Tally> tallies) {
            var words = ReplyWords.of(task, language).and(FallbackTemplate.sentences(task, language));
            this.task = task;
            this.language = language;
            this.examples = examples;
            this.checks = examples.stream()
                    .map(example -> new ReplyCheck(example, words))
                    .toList();
            this.tallies = tallies;
        }

        void score(long seed, List<Sample> samples) {
            var best = scoreGreedy(seed);
            var three = write(examples, DRAWN, seed);
            for (var i = 0; i < examples.size(); i++) {
                var texts = three.get(i).stream().map(GeneratedCandidate::text).toList();
                add(Evaluation.DRAWN, i, three.get(i).get(0));
                both(Evaluation.DRAWN).forEach(tally -> tally.addGroup(texts));
                addFixed(i);
                if (i < SAMPLES) {
                    var example = examples.get(i);
                    var greedy = best.get(i).text();
                    samples.add(new Sample(task, language.code(), example.prompt(), greedy, texts));
                }
            }
            var surprise = loss.of(examples);
            both(Evaluation.GREEDY).forEach(tally -> tally.addLoss(surprise));
        }

        /** Greedy replies only, in the order of the examples. */
        List<GeneratedCandidate> scoreGreedy(long seed) {
            var best = write(examples, GREEDY, seed).stream()
                    .map(candidates -> candidates.get(0))
                    .toList();
            for (var i = 0; i < examples.size(); i++) {
                add(Evaluation.GREEDY, i, best.get(i));
            }
            return best;
        }

        private void add(String writer, int index, GeneratedCandidate candidate) {
            var findings = checks.get(index).check(candidate.text(), candidate.finishReason());
            both(writer).forEach(tally -> tally.add(findings, candidate.tokenCount()));
        }

        private void addFixed(int index) {
            var text = FallbackTemplate.of(task, examples.get(index));
            var findings = checks.get(index).check(text, FinishReason.EOS);
            var tokens = generator.tokenizer().encode(text).length;
            both(Evaluation.TEMPLATE).forEach(tally -> tally.add(findings, tokens));
        }

        /** The tallies of this task and of all. */
        private Stream<Tally> both(String writer) {
            return Stream.of(Evaluation.ALL_TASKS, task)
                    .map(some -> tallies.computeIfAbsent(new Row(writer, some, language), row -> new Tally()));
        }
    }
}
