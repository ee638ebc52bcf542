package dev.rapport.factory.evaluation;

import dev.rapport.factory.corpus.ReplyWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;

/** How much the candidates of one prompt differ. Words are compared in lower case; of Chinese every character is one. */
final class Diversity {
    private static final int LONGEST = 4;

    private Diversity() {}

    /** Different pairs of neighbouring words as a share of all of them, in all texts together; 1 when there are none. */
    static double distinctPairs(List<String> texts) {
        var all = 0;
        var different = new HashSet<List<String>>();
        for (var text : texts) {
            var words = words(text);
            for (var i = 0; i + 2 <= words.size(); i++) {
                different.add(words.subList(i, i + 2));
                all++;
            }
        }
        return all == 0 ? 1 : (double) different.size() / all;
    }

    /**
     * Mean BLEU-4 of each text against the others (Zhu and others, 2018), counts of two and more words smoothed by one; 1
     * when all are the same, and for less than two texts 0.
     */
    static double selfBleu(List<String> texts) {
        if (texts.size() < 2) {
            return 0;
        }
        var sum = 0.0;
        for (var i = 0; i < texts.size(); i++) {
            var others = new ArrayList<>(texts);
            others.remove(i);
            sum += bleu(
                    words(texts.get(i)), others.stream().map(Diversity::words).toList());
        }
        return sum / texts.size();
    }

    private static double bleu(List<String> words, List<List<String>> others) {
        if (words.isEmpty()) {
            return 0;
        }
        var logarithms = 0.0;
        for (var n = 1; n <= LONGEST; n++) {
            var counts = counts(words, n);
            var hits = 0;
            var all = 0;
            for (var entry : counts.entrySet()) {
                var most = 0;
                for (var other : others) {
                    most = Math.max(most, counts(other, n).getOrDefault(entry.getKey(), 0));
                }
                hits += Math.min(entry.getValue(), most);
                all += entry.getValue();
            }
            var smooth = n == 1 ? 0 : 1;
            if (hits + smooth == 0) {
                return 0;
            }
            logarithms += Math.log((double) (hits + smooth) / (all + smooth));
        }
        var closest = others.stream()
                .mapToInt(List::size)
                .reduce((a, b) -> Math.abs(a - words.size()) <= Math.abs(b - words.size()) ? a : b)
                .orElse(words.size());
        var brevity = Math.min(1, Math.exp(1 - (double) closest / words.size()));
        return brevity * Math.exp(logarithms / LONGEST);
    }

    private static Map<List<String>, Integer> counts(List<String> words, int n) {
        var counts = new HashMap<List<String>, Integer>();
        for (var i = 0; i + n <= words.size(); i++) {
            counts.merge(words.subList(i, i + n), 1, Integer::sum);
        }
        return counts;
    }

    private static List<String> words(String text) {
        return ReplyWords.in(text)
                .map(MatchResult::group)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
