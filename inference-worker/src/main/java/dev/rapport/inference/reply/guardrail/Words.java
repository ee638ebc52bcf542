package dev.rapport.inference.reply.guardrail;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of a text in lower case; in scripts without spaces every two characters are one, as words there mostly are. */
final class Words {
    private static final Pattern WORD = Pattern.compile("\\p{IsHan}{1,2}|[[\\p{L}\\p{N}]&&[^\\p{IsHan}]]+");

    private Words() {}

    static List<String> of(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
