package dev.rapport.factory.evaluation;

import dev.rapport.factory.corpus.Intent;
import dev.rapport.factory.corpus.LabelledRequests;
import dev.rapport.factory.corpus.LabelledRequests.Request;
import dev.rapport.factory.corpus.Language;
import dev.rapport.factory.corpus.SupportReplies;
import dev.rapport.factory.evaluation.IntentScore.Judged;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.tuning.pair.Split;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Whether a model answers the requests of real customers. It replies greedily to requests of the evaluation half, and a
 * classifier that sees the reply alone says which intent it belongs to. The classifier knows nothing of that half.
 */
public final class IntentAgreement {
    private static final int MAX_REQUESTS = 500;
    private static final int PHRASES = 60;
    private static final long PHRASES_SEED = 31;
    private static final SamplingSettings GREEDY = SamplingSettings.greedy(160);

    private IntentAgreement() {}

    /**
     * Measures on at most 500 requests.
     *
     * @param requests of which the evaluation half is used
     */
    public static IntentScore measure(LocalTextGenerator generator, LabelledRequests requests) {
        return measure(prompts -> replies(generator, prompts), requests);
    }

    /**
     * Measures on at most 500 requests.
     *
     * @param replies writes a reply to each prompt, in their order
     */
    static IntentScore measure(Function<List<String>, List<String>> replies, LabelledRequests requests) {
        var requested = requests.evaluation().stream()
                .sorted(Comparator.comparing((Request request) ->
                                Integer.reverse(request.text().hashCode()))
                        .thenComparing(Request::text))
                .limit(MAX_REQUESTS)
                .toList();
        if (requested.isEmpty()) {
            throw new IllegalArgumentException("no requests for evaluation");
        }
        var written = replies.apply(requested.stream().map(Request::prompt).toList());
        var answers = answers(requests.training());
        var ours = phrases(PHRASES_SEED);
        var judge = new ReplyJudge(both(ours, answers));
        return new IntentScore(
                requested.size(),
                judged(judge, requested, written),
                byIntent(judge, requested, written),
                answers.size() < 2
                        ? Optional.empty()
                        : Optional.of(judged(new ReplyJudge(answers), requested, written)));
    }

    private static Judged judged(ReplyJudge judge, List<Request> requested, List<String> written) {
        var reference = phrases(PHRASES_SEED + 1);
        var references = requested.stream()
                .map(request -> {
                    var some = reference.getOrDefault(request.intent(), List.of());
                    return some.get(Math.floorMod(request.text().hashCode(), some.size()));
                })
                .toList();
        return new Judged(share(judge, requested, written), share(judge, requested, references));
    }

    private static Map<String, Double> byIntent(ReplyJudge judge, List<Request> requested, List<String> written) {
        var shares = new TreeMap<String, Double>();
        for (var intent : Intent.values()) {
            var mine = IntStream.range(0, requested.size())
                    .filter(i -> requested.get(i).intent() == intent)
                    .boxed()
                    .toList();
            if (!mine.isEmpty()) {
                shares.put(
                        intent.code(),
                        share(
                                judge,
                                mine.stream().map(requested::get).toList(),
                                mine.stream().map(written::get).toList()));
            }
        }
        return shares;
    }

    private static double share(ReplyJudge judge, List<Request> requested, List<String> replies) {
        var right = IntStream.range(0, requested.size())
                .filter(i -> judge.intentOf(replies.get(i)) == requested.get(i).intent())
                .count();
        return (double) right / requested.size();
    }

    private static Map<Intent, List<String>> answers(List<Request> requests) {
        var answers = new EnumMap<Intent, List<String>>(Intent.class);
        for (var request : requests) {
            request.answer().ifPresent(answer -> answers.computeIfAbsent(request.intent(), any -> new ArrayList<>())
                    .add(answer));
        }
        return answers;
    }

    private static Map<Intent, List<String>> phrases(long seed) {
        var phrases = new EnumMap<Intent, List<String>>(Intent.class);
        for (var intent : Intent.values()) {
            phrases.put(intent, SupportReplies.samples(intent, Language.ENGLISH, Split.TRAINING, PHRASES, seed));
        }
        return phrases;
    }

    private static Map<Intent, List<String>> both(
            Map<Intent, ? extends Collection<String>> some, Map<Intent, ? extends Collection<String>> others) {
        var both = new EnumMap<Intent, List<String>>(Intent.class);
        List.of(some, others)
                .forEach(replies -> replies.forEach((intent, texts) ->
                        both.computeIfAbsent(intent, any -> new ArrayList<>()).addAll(texts)));
        return both;
    }

    private static List<String> replies(LocalTextGenerator generator, List<String> prompts) {
        var requests = prompts.stream()
                .map(prompt -> new GenerationRequest(prompt, GREEDY, 0))
                .toList();
        return generator.generate(requests).stream()
                .map(result -> result instanceof Generated generated
                        ? generated.candidates().get(0).text()
                        : "")
                .toList();
    }
}
