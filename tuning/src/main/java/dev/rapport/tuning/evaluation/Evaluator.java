package dev.rapport.tuning.evaluation;

import dev.rapport.inference.GeneratedCandidate;
import dev.rapport.inference.GenerationRequest;
import dev.rapport.inference.GenerationResult.Generated;
import dev.rapport.inference.LocalTextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.tuning.corpus.Corpus;
import dev.rapport.tuning.corpus.Example;
import dev.rapport.tuning.corpus.Language;
import dev.rapport.tuning.corpus.Split;
import dev.rapport.tuning.evaluation.Evaluation.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Has a model write to generated prompts it has never seen, as it will in the pipeline, and counts what it got right. */
public final class Evaluator {
    private static final int LONGEST = 110;
    private static final SamplingSettings GREEDY = SamplingSettings.greedy(LONGEST);
    private static final SamplingSettings DRAWN = new SamplingSettings(3, LONGEST, 0, 0.8, 0, 1.0, 0.0, 1.0, 0);
    private static final int SAMPLES = 4;

    private final LocalTextGenerator generator;

    /** @param generator not closed here */
    public Evaluator(LocalTextGenerator generator) {
        this.generator = generator;
    }

    /**
     * Evaluates.
     *
     * @param perLanguage prompts a language, at least 4
     */
    public Evaluation evaluate(int perLanguage, long seed) {
        var corpus = new Corpus(Split.EVALUATION, seed);
        var greedy = new TreeMap<String, CopyScore>();
        var drawn = new TreeMap<String, CopyScore>();
        var samples = new ArrayList<Sample>();
        var distinct = 0.0;
        var tokens = 0.0;
        for (var language : Language.values()) {
            var examples = Stream.generate(() -> corpus.next(language))
                    .limit(perLanguage)
                    .toList();
            var best = write(examples, GREEDY, seed);
            var three = write(examples, DRAWN, seed);
            greedy.put(language.code(), score(examples, firstTexts(best)));
            drawn.put(language.code(), score(examples, firstTexts(three)));
            for (var i = 0; i < perLanguage; i++) {
                var texts = three.get(i).stream().map(GeneratedCandidate::text).toList();
                distinct += new HashSet<>(texts).size();
                tokens += best.get(i).get(0).tokens().size();
                if (i < SAMPLES) {
                    samples.add(new Sample(
                            examples.get(i).prompt(), best.get(i).get(0).text(), texts));
                }
            }
        }
        var all = (double) perLanguage * Language.values().length;
        return new Evaluation(greedy, drawn, distinct / all, tokens / all, samples);
    }

    private List<List<GeneratedCandidate>> write(List<Example> examples, SamplingSettings settings, long seed) {
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

    private static List<String> firstTexts(List<List<GeneratedCandidate>> replies) {
        return replies.stream().map(candidates -> candidates.get(0).text()).toList();
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
