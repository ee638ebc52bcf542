package dev.rapport.factory.corpus;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words that replies of one task hold whatever their prompt says: those of its phrases. Immutable. */
public final class ReplyWords {
    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");
    private static final Pattern WORD = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]"
            + "|[[\\p{L}\\p{M}\\p{N}]&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]]+");

    private final Set<String> words = new HashSet<>();

    private ReplyWords(Stream<String> phrases) {
        phrases.flatMap(phrase -> in(PLACE.matcher(phrase).replaceAll(" ")))
                .forEach(word -> words.add(word.group().toLowerCase(Locale.ROOT)));
    }

    /** @param task one of {@link Corpus#tasks()} */
    public static ReplyWords of(String task, Language language) {
        return new ReplyWords(Phrasebook.ofTask(task).in(language).sections().values().stream()
                .flatMap(List::stream));
    }

    /** With the words of more phrases; {@code {field}} stands for a value in them, too. */
    public ReplyWords and(Stream<String> phrases) {
        var more = new ReplyWords(phrases);
        more.words.addAll(words);
        return more;
    }

    /** Whether the phrases hold this word, in any case. */
    public boolean hold(String word) {
        return words.contains(word.toLowerCase(Locale.ROOT));
    }

    /** The words of a text, with their places: runs of letters and digits; of scripts without spaces every character. */
    public static Stream<MatchResult> in(String text) {
        return WORD.matcher(text).results();
    }
}
