package dev.rapport.inference.reply.guardrail;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** That a text does not go round in circles, as small models do. */
final class Repetition implements Guardrail {
    /** A run of this many words may occur {@link #REPEATS} times. */
    private static final int RUN = 3;

    private static final int REPEATS = 3;
    /** A run of characters that follows itself at least this often. */
    private static final Pattern STUTTER = Pattern.compile("(?s)(\\S.{0,19}?)\\1{5,}");
    /** Digits and punctuation may stutter: 1000000, dots, dashes. */
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        return Guardrail.failsIf(stutters(candidate.text()) || circles(Words.of(candidate.text())), Verdict.REPETITION);
    }

    private static boolean stutters(String text) {
        return STUTTER.matcher(text).results().anyMatch(found -> LETTER.matcher(found.group(1))
                .find());
    }

    private static boolean circles(List<String> words) {
        var counts = new HashMap<List<String>, Integer>();
        for (var first = 0; first + RUN <= words.size(); first++) {
            if (counts.merge(words.subList(first, first + RUN), 1, Integer::sum) > REPEATS) {
                return true;
            }
        }
        return false;
    }
}
