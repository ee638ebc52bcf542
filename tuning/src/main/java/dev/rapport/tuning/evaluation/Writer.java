package dev.rapport.tuning.evaluation;

import dev.rapport.tuning.training.TrainingModule;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Writes replies with a model that is still in training; plain and unhurried, without a key-value cache. */
final class Writer {
    private static final int TOGETHER = 32;

    private final TrainingModule module;
    private final ReplyTokenizer tokenizer;
    private final int longest;

    /** @param longest most tokens of a reply */
    Writer(TrainingModule module, ReplyTokenizer tokenizer, int longest) {
        this.module = module;
        this.tokenizer = tokenizer;
        this.longest = longest;
    }

    /** The likeliest reply to each prompt, token by token; one that does not end is cut. */
    List<String> greedy(List<String> prompts) {
        return write(prompts, Writer::likeliest);
    }

    /** A reply to each prompt, drawn at this temperature. */
    List<String> sampled(List<String> prompts, double temperature, RandomGenerator random) {
        return write(prompts, logits -> drawn(logits, temperature, random));
    }

    private List<String> write(List<String> prompts, Choice choice) {
        var encoded = prompts.stream().map(tokenizer::encode).toList();
        var replies = new String[prompts.size()];
        var byLength = IntStream.range(0, prompts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> encoded.get(i).length))
                .toList();
        for (var from = 0; from < byLength.size(); from += TOGETHER) {
            var group = byLength.subList(from, Math.min(byLength.size(), from + TOGETHER));
            write(group, encoded, choice, replies);
        }
        return List.of(replies);
    }

    private void write(List<Integer> group, List<long[]> prompts, Choice choice, String[] replies) {
        var open = new ArrayList<>(group);
        var texts = new ArrayList<long[]>(group.stream().map(prompts::get).toList());
        for (var written = 0; !open.isEmpty(); written++) {
            var logits = module.nextLogits(texts);
            for (var i = open.size() - 1; i >= 0; i--) {
                var text = texts.get(i);
                var next = choice.of(logits[i]);
                var ended = next == tokenizer.endId();
                var grown = ended ? text : Arrays.copyOf(text, text.length + 1);
                if (!ended) {
                    grown[text.length] = next;
                    texts.set(i, grown);
                }
                if (ended
                        || written + 1 == longest
                        || grown.length == module.shape().positions()) {
                    var prompt = prompts.get(open.get(i)).length;
                    replies[open.get(i)] = tokenizer.decode(Arrays.copyOfRange(grown, prompt, grown.length));
                    open.remove(i);
                    texts.remove(i);
                }
            }
        }
    }

    private static int likeliest(float[] logits) {
        var best = 0;
        for (var i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    private static int drawn(float[] logits, double temperature, RandomGenerator random) {
        var top = logits[likeliest(logits)];
        var sum = 0.0;
        var shares = new double[logits.length];
        for (var i = 0; i < logits.length; i++) {
            shares[i] = Math.exp((logits[i] - top) / temperature);
            sum += shares[i];
        }
        var point = random.nextDouble() * sum;
        for (var i = 0; i < logits.length; i++) {
            point -= shares[i];
            if (point < 0) {
                return i;
            }
        }
        return likeliest(logits);
    }

    /** Picks the next token from its logits. */
    private interface Choice {
        int of(float[] logits);
    }
}
