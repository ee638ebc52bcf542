package dev.rapport.factory.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Adds up findings. Not thread-safe. */
final class Tally {
    private final List<Findings> findings = new ArrayList<>();
    private long tokens;
    private int groups;
    private double distinctPairs;
    private double loss;
    private long lossTokens;

    void add(Findings reply, int replyTokens) {
        findings.add(reply);
        tokens += replyTokens;
    }

    /** @param texts candidates of one prompt */
    void addGroup(List<String> texts) {
        groups++;
        distinctPairs += Diversity.distinctPairs(texts);
    }

    /** @param some of the reference replies: mean loss a token, in nats, and number of tokens */
    void addLoss(ReferenceLoss.Loss some) {
        loss += some.mean() * some.tokens();
        lossTokens += some.tokens();
    }

    Scores scores() {
        return new Scores(
                findings.size(),
                verbatim(),
                share(Findings::complete),
                share(Findings::price),
                share(Findings::discount),
                share(Findings::code),
                share(Findings::corrupted),
                share(Findings::passes),
                share(Findings::sendable),
                (double) tokens / findings.size(),
                groups == 0 ? Double.NaN : distinctPairs / groups,
                lossTokens == 0 ? Double.NaN : Math.exp(loss / lossTokens));
    }

    private Map<String, Double> verbatim() {
        var required = new TreeMap<String, Integer>();
        var right = new TreeMap<String, Integer>();
        for (var reply : findings) {
            reply.required().forEach(field -> required.merge(field, 1, Integer::sum));
            reply.right().forEach(field -> right.merge(field, 1, Integer::sum));
        }
        var shares = new TreeMap<String, Double>();
        required.forEach((field, all) -> shares.put(field, (double) right.getOrDefault(field, 0) / all));
        return shares;
    }

    private double share(Predicate<Findings> which) {
        return findings.isEmpty()
                ? Double.NaN
                : (double) findings.stream().filter(which).count() / findings.size();
    }
}
