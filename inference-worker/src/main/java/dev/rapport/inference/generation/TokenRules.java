package dev.rapport.inference.generation;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the next token of one candidate may be, and the random number that chooses it. Depends on prompt, settings, seed,
 * the candidate's number and its tokens so far, and on nothing else. Not thread-safe.
 */
public final class TokenRules {
    /**
     * Version of what turns logits, settings and random numbers into tokens, in this class and in the model's sampling step.
     * Counted up when the same seed no longer gives the same text. Replies carry it.
     */
    public static final int VERSION = 1;

    private static final int[] NONE = {};

    private final SamplingSettings settings;
    private final long seed;
    private final int candidate;
    private final Set<Integer> endOfTextIds;
    private final List<int[]> badWords;
    private final TokenHistory history;
    private final Set<Integer> seen = new LinkedHashSet<>();
    private int chosen;

    /**
     * @param candidate number of the candidate among those of its prompt, counted from 0
     * @param endOfTextIds the model's end tokens; may be empty
     * @param badWords token runs that may not occur, each of at least one token
     */
    public TokenRules(
            int[] prompt,
            SamplingSettings settings,
            long seed,
            int candidate,
            Set<Integer> endOfTextIds,
            List<int[]> badWords) {
        this.settings = settings;
        this.seed = seed;
        this.candidate = candidate;
        this.endOfTextIds = endOfTextIds;
        this.badWords = List.copyOf(badWords);
        this.history = new TokenHistory(prompt);
        Arrays.stream(prompt).forEach(seen::add);
    }

    /** How the next token is chosen when it follows a row of a step. */
    public TokenChoice choice(int row) {
        return new TokenChoice(
                row,
                settings.temperature(),
                settings.topK(),
                settings.topP(),
                settings.minP(),
                settings.repetitionPenalty(),
                CounterRandom.uniform(seed, candidate, chosen),
                penalised(),
                banned());
    }

    /** A token was chosen. */
    public void add(int token) {
        history.add(token);
        seen.add(token);
        chosen++;
    }

    private int[] penalised() {
        return settings.repetitionPenalty() == 1
                ? NONE
                : seen.stream().mapToInt(Integer::intValue).toArray();
    }

    private int[] banned() {
        var banned = IntStream.builder();
        if (settings.noRepeatNgramSize() > 0) {
            banRepeatedNgrams(banned);
        }
        badWords.forEach(word -> banEnding(word, banned));
        if (chosen < settings.minNewTokens()) {
            endOfTextIds.forEach(banned::add);
        }
        return banned.build().toArray();
    }

    /** Every token that would complete an n-gram which prompt and text hold already. */
    private void banRepeatedNgrams(IntStream.Builder banned) {
        var size = settings.noRepeatNgramSize();
        var last = history.size() - size + 1;
        for (int start = 0; start < last; start++) {
            if (history.repeats(start, last, size - 1)) {
                banned.add(history.get(start + size - 1));
            }
        }
    }

    /** The last token of a bad word whose others are there; an end token is never bad. */
    private void banEnding(int[] word, IntStream.Builder banned) {
        var last = word[word.length - 1];
        var isEnd = word.length == 1 && endOfTextIds.contains(last);
        if (!isEnd && history.endsWith(word, word.length - 1)) {
            banned.add(last);
        }
    }
}
