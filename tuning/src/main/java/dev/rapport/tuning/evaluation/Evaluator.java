package dev.rapport.tuning.evaluation;

import dev.rapport.tuning.corpus.Corpus;
import dev.rapport.tuning.corpus.Example;
import dev.rapport.tuning.corpus.Language;
import dev.rapport.tuning.corpus.Split;
import dev.rapport.tuning.evaluation.Evaluation.Sample;
import dev.rapport.tuning.training.TrainingModule;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Has a model write to generated prompts it has never seen and counts what it got right. */
public final class Evaluator {
    private static final double TEMPERATURE = 0.8;
    private static final int LONGEST = 110;
    private static final int CANDIDATES = 3;
    private static final int SAMPLES = 4;

    private final ReplyTokenizer tokenizer;
    private final Writer writer;

    public Evaluator(TrainingModule module, ReplyTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.writer = new Writer(module, tokenizer, LONGEST);
    }

    /**
     * Evaluates.
     *
     * @param perLanguage prompts a language, at least 4
     */
    public Evaluation evaluate(int perLanguage, long seed) {
        var corpus = new Corpus(Split.EVALUATION, seed);
        var greedy = new TreeMap<String, CopyScore>();
        var sampled = new TreeMap<String, CopyScore>();
        var samples = new ArrayList<Sample>();
        var distinct = 0.0;
        var tokens = 0L;
        for (var language : Language.values()) {
            var examples = Stream.generate(() -> corpus.next(language))
                    .limit(perLanguage)
                    .toList();
            var prompts = examples.stream().map(Example::prompt).toList();
            var best = writer.greedy(prompts);
            var random = new SplittableRandom(seed);
            var drawn = IntStream.range(0, CANDIDATES)
                    .mapToObj(i -> writer.sampled(prompts, TEMPERATURE, random))
                    .toList();
            greedy.put(language.code(), score(examples, best));
            sampled.put(language.code(), score(examples, drawn.get(0)));
            for (var i = 0; i < perLanguage; i++) {
                var at = i;
                var three = drawn.stream().map(replies -> replies.get(at)).toList();
                distinct += Set.copyOf(three).size();
                tokens += tokenizer.encode(best.get(i)).length;
                if (i < SAMPLES) {
                    samples.add(new Sample(prompts.get(i), best.get(i), three));
                }
            }
        }
        var all = (double) perLanguage * Language.values().length;
        return new Evaluation(greedy, sampled, distinct / all, tokens / all, samples);
    }

    private static CopyScore score(List<Example> examples, List<String> replies) {
        var complete = IntStream.range(0, replies.size())
                .filter(i -> CopyCheck.complete(examples.get(i), replies.get(i)))
                .count();
        return new CopyScore(
                replies.size(),
                share(examples, replies, "name"),
                share(examples, replies, "product"),
                share(examples, replies, "price"),
                share(examples, replies, "because"),
                (double) complete / replies.size());
    }

    private static double share(List<Example> examples, List<String> replies, String field) {
        var asked = IntStream.range(0, replies.size())
                .filter(i -> examples.get(i).expected().containsKey(field))
                .toArray();
        var right = IntStream.of(asked)
                .filter(i -> CopyCheck.contains(
                        replies.get(i), examples.get(i).expected().getOrDefault(field, "")))
                .count();
        return asked.length == 0 ? 1 : (double) right / asked.length;
    }
}
