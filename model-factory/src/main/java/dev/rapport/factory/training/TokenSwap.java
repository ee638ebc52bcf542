package dev.rapport.factory.training;

import dev.rapport.tuning.data.ReplyTokenizer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Practice in copying tokens that the words of the training hardly ever have. A vocabulary is full of them: those that only
 * made longer ones, and those of words that are only ever said and never copied. A new word may consist of nothing else, and
 * a token that was never copied is not copied then. So in half of all examples every token of a copied value gives way to
 * any other of its kind, the same one in the prompt and in the reply. Currencies, months and letters of codes are copied
 * like words, so they take part; digits and signs do not.
 */
final class TokenSwap {
    private static final double SHARE = 0.5;
    private static final int NO_KIND = -1;

    /** Kinds of tokens that may replace each other: words, continuations of words, whole Han characters. */
    private static final List<Pattern> KINDS =
            List.of(Pattern.compile(" \\p{IsLatin}+"), Pattern.compile("\\p{IsLatin}+"), Pattern.compile("\\p{IsHan}"));

    /** Leaves everything as it is. */
    static final TokenSwap NONE = new TokenSwap(Map.of());

    /** By token: all of its kind. */
    private final Map<Long, long[]> kinds;

    private TokenSwap(Map<Long, long[]> kinds) {
        this.kinds = kinds;
    }

    /** Swaps tokens of this tokenizer. */
    static TokenSwap of(ReplyTokenizer tokenizer) {
        var byKind = LongStream.range(0, tokenizer.endId())
                .boxed()
                .collect(Collectors.groupingBy(id -> kind(tokenizer.decode(new long[] {id}))));
        byKind.remove(NO_KIND);
        var kinds = new HashMap<Long, long[]>();
        byKind.values().forEach(kind -> {
            var ids = kind.stream().mapToLong(Long::longValue).toArray();
            kind.forEach(id -> kinds.put(id, ids));
        });
        return new TokenSwap(kinds);
    }

    /**
     * Swaps, or leaves the example as it is.
     *
     * @param ids    prompt and reply; changed in place
     * @param given  positions in the prompt where values stand
     * @param copied positions in the reply that repeat such a value
     * @param seed   the same one swaps alike
     */
    void swap(long[] ids, BitSet given, BitSet copied, long seed) {
        var random = new SplittableRandom(seed);
        if (random.nextDouble() >= SHARE) {
            return;
        }
        var swaps = new HashMap<Long, Long>();
        copied.stream().forEach(i -> ids[i] = swaps.computeIfAbsent(ids[i], id -> other(id, random)));
        given.stream().forEach(i -> ids[i] = swaps.getOrDefault(ids[i], ids[i]));
    }

    private long other(long id, SplittableRandom random) {
        var kind = kinds.get(id);
        return kind == null ? id : kind[random.nextInt(kind.length)];
    }

    private static int kind(String token) {
        return IntStream.range(0, KINDS.size())
                .filter(kind -> KINDS.get(kind).matcher(token).matches())
                .findFirst()
                .orElse(NO_KIND);
    }
}
