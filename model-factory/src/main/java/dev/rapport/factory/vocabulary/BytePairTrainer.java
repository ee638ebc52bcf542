package dev.rapport.factory.vocabulary;

import dev.rapport.factory.vocabulary.Vocabulary.Merge;
import dev.rapport.tuning.data.ReplyTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Learns a byte-level BPE vocabulary. Merges stay inside one Han character, one digit, one symbol, or one word with its
 * leading space. At run time the plain GPT-2 pattern cuts text more coarsely, but no merge reaches further, so a value is
 * split alike wherever it stands: that is what makes copying learnable. Equal input gives an equal vocabulary.
 */
public final class BytePairTrainer {
    private static final String LETTER = "[\\p{L}\\p{M}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]]";
    private static final Pattern UNIT =
            Pattern.compile("'(?:s|t|re|ve|m|ll|d)| ?" + LETTER + "+|(?s:.)", Pattern.UNICODE_CASE);

    private final List<String> tokens = new ArrayList<>();
    private final List<Merge> merges = new ArrayList<>();
    private final List<int[]> words = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final Map<Long, Integer> pairCounts = new HashMap<>();
    private final Map<Long, Set<Integer>> pairWords = new HashMap<>();

    private BytePairTrainer() {}

    /**
     * @param texts what to learn from
     * @param size  most tokens wanted, end marker included; at least 257. Fewer come of texts with little in them.
     */
    public static Vocabulary train(Iterable<String> texts, int size) {
        if (size <= ByteAlphabet.SIZE) {
            throw new IllegalArgumentException("vocabulary size must be at least 257, not " + size);
        }
        return new BytePairTrainer().learn(texts, size);
    }

    private Vocabulary learn(Iterable<String> texts, int size) {
        ByteAlphabet.inOrder().chars().forEach(c -> tokens.add(String.valueOf((char) c)));
        count(texts);
        while (tokens.size() < size - 1) {
            var best = mostFrequent();
            if (best < 0) {
                break;
            }
            merge(left(best), right(best));
        }
        tokens.add(ReplyTokenizer.END_MARK);
        return new Vocabulary(tokens, merges);
    }

    private void count(Iterable<String> texts) {
        var units = new TreeMap<String, Integer>();
        for (var text : texts) {
            var unit = UNIT.matcher(text);
            while (unit.find()) {
                units.merge(unit.group(), 1, Integer::sum);
            }
        }
        units.forEach((unit, times) -> {
            var word = ByteAlphabet.encode(unit)
                    .chars()
                    .map(c -> ByteAlphabet.inOrder().indexOf(c))
                    .toArray();
            words.add(word);
            counts.add(times);
            addPairs(words.size() - 1, times);
        });
    }

    private void addPairs(int index, int times) {
        var word = words.get(index);
        for (var i = 0; i + 1 < word.length; i++) {
            var pair = pair(word[i], word[i + 1]);
            pairCounts.merge(pair, times, Integer::sum);
            pairWords.computeIfAbsent(pair, p -> new HashSet<>()).add(index);
        }
    }

    /** The pair to merge next, the lowest ids first among equals; negative when nothing occurs twice. */
    private long mostFrequent() {
        var best = -1L;
        var most = 1;
        for (var entry : pairCounts.entrySet()) {
            var times = entry.getValue();
            if (times > most || (times == most && best >= 0 && entry.getKey() < best)) {
                most = times;
                best = entry.getKey();
            }
        }
        return best;
    }

    private void merge(int left, int right) {
        var merged = tokens.size();
        merges.add(new Merge(tokens.get(left), tokens.get(right)));
        tokens.add(tokens.get(left) + tokens.get(right));
        for (var index : List.copyOf(pairWords.getOrDefault(pair(left, right), Set.of()))) {
            var word = words.get(index);
            for (var i = 0; i + 1 < word.length; i++) {
                var pair = pair(word[i], word[i + 1]);
                pairCounts.merge(pair, -counts.get(index), Integer::sum);
                pairWords.getOrDefault(pair, Set.of()).remove(index);
            }
            words.set(index, joined(word, left, right, merged));
            addPairs(index, counts.get(index));
        }
        pairCounts.values().removeIf(times -> times <= 0);
        pairWords.remove(pair(left, right));
    }

    private static int[] joined(int[] word, int left, int right, int merged) {
        var joined = new int[word.length];
        var length = 0;
        for (var i = 0; i < word.length; i++) {
            var both = i + 1 < word.length && word[i] == left && word[i + 1] == right;
            joined[length++] = both ? merged : word[i];
            i += both ? 1 : 0;
        }
        return Arrays.copyOf(joined, length);
    }

    private static long pair(int left, int right) {
        return ((long) left << 32) | right;
    }

    private static int left(long pair) {
        return (int) (pair >> 32);
    }

    private static int right(long pair) {
        return (int) pair;
    }
}
