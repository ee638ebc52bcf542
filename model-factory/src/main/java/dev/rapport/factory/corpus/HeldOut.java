package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What no value of the training may contain, so that the evaluation asks for words never seen: every Latin word of three
 * letters or more that belongs to {@link Split#EVALUATION}, in any case, and the bundled Chinese nouns and brands that do.
 */
final class HeldOut {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{M}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]]{3,}");
    /** They hold titles together and stand in both halves. */
    private static final Set<String> GLUE =
            Set.of("set", "pack", "pair", "box", "with", "and", "for", "the", "design", "tier", "pcs", "inch", "mrs");

    private static final List<String> HAN = Stream.of("zh-nouns.txt", "zh-brands.txt")
            .flatMap(list -> WordList.named(list).all().stream())
            .filter(word -> word.length() > 1 && Split.of(word) == Split.EVALUATION)
            .toList();

    private HeldOut() {}

    /** Whether such a word stands in this text. */
    static boolean isIn(String text) {
        return WORD.matcher(text)
                        .results()
                        .map(word -> word.group().toLowerCase(Locale.ROOT))
                        .anyMatch(word -> !GLUE.contains(word) && Split.of(word) == Split.EVALUATION)
                || HAN.stream().anyMatch(text::contains);
    }
}
