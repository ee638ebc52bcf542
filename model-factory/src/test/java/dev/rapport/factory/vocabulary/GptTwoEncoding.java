package dev.rapport.factory.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** GPT-2's encoding by the book, slow and independent of the native library: what the fast one is held against. */
final class GptTwoEncoding {
    private static final Pattern PIECES = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private GptTwoEncoding() {}

    static long[] encode(Vocabulary vocabulary, String text) {
        var ranks = new HashMap<Vocabulary.Merge, Integer>();
        vocabulary.merges().forEach(merge -> ranks.put(merge, ranks.size()));
        var ids = new ArrayList<Long>();
        var piece = PIECES.matcher(text);
        while (piece.find()) {
            var parts = new ArrayList<String>();
            ByteAlphabet.encode(piece.group()).chars().forEach(c -> parts.add(String.valueOf((char) c)));
            for (var at = best(parts, ranks); at >= 0; at = best(parts, ranks)) {
                parts.set(at, parts.get(at) + parts.remove(at + 1));
            }
            parts.forEach(part -> ids.add((long) vocabulary.tokens().indexOf(part)));
        }
        return ids.stream().mapToLong(id -> id).toArray();
    }

    private static int best(List<String> parts, Map<Vocabulary.Merge, Integer> ranks) {
        var best = -1;
        var lowest = Integer.MAX_VALUE;
        for (var i = 0; i + 1 < parts.size(); i++) {
            var rank = ranks.getOrDefault(new Vocabulary.Merge(parts.get(i), parts.get(i + 1)), Integer.MAX_VALUE);
            if (rank < lowest) {
                lowest = rank;
                best = i;
            }
        }
        return best;
    }
}
