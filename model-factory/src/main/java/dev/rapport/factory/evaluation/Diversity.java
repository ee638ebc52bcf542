package dev.rapport.factory.evaluation;

import dev.rapport.factory.corpus.ReplyWords;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;

/** How much the candidates of one prompt differ. Words are compared in lower case; of Chinese every character is one. */
final class Diversity {
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

    private static List<String> words(String text) {
        return ReplyWords.in(text)
                .map(MatchResult::group)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
