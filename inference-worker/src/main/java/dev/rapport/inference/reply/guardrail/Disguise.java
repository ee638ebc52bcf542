package dev.rapport.inference.reply.guardrail;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader sees of a text whose letters are not what they seem: look-alike letters of other alphabets, marks on top of
 * letters, letters set apart. Only what cannot be a word of the text's own language is changed, so that a Russian word stays
 * one, and Chinese is never touched.
 */
final class Disguise {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}&&[^\\p{IsHan}]]+");
    private static final Pattern MARKS =
            Pattern.compile("(?<=[\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}]\\p{M}{0,20})\\p{M}");
    private static final String LETTER = "[\\p{L}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]";
    /** At least three letters with the same sign or blank between each two. */
    private static final Pattern SET_APART = Pattern.compile("(?<![\\p{L}\\p{N}])" + LETTER + "(?:([ .·•_*|/~+\\-])"
            + LETTER + ")(?:\\1" + LETTER + ")+(?![\\p{L}\\p{N}])");
    /** Languages whose own words have no marks. */
    private static final Set<String> WITHOUT_MARKS = Set.of("en", "zh");

    private Disguise() {}

    /**
     * The forms in which a text is searched: as it is, and with its disguises undone.
     *
     * @param plain a text in its {@link PromptFacts#plain} form
     * @param language ISO 639-1 code of the text
     */
    static List<String> undone(String plain, String language) {
        var forms = new ArrayList<String>();
        forms.add(plain);
        var seen = withoutMarks(WORD.matcher(plain).replaceAll(word -> quoted(seen(word, language))), language);
        add(forms, seen);
        add(forms, SET_APART.matcher(seen).replaceAll(letters -> together(letters, 0)));
        // The first letter may be a word of its own: a c h e a p lamp.
        add(forms, SET_APART.matcher(seen).replaceAll(letters -> together(letters, 1)));
        return List.copyOf(forms);
    }

    /** A word as it looks, whatever the language: what a disguised word is compared with. */
    static String looks(String word) {
        var looks = new StringBuilder();
        word.codePoints()
                .forEach(letter ->
                        looks.appendCodePoint(Confusables.latin(letter).orElse(letter)));
        return looks.toString();
    }

    private static String seen(MatchResult word, String language) {
        var own = Scripts.of(language);
        var text = word.group();
        var isMixed = text.codePoints().anyMatch(letter -> UnicodeScript.of(letter) == UnicodeScript.LATIN)
                && text.codePoints()
                        .anyMatch(letter -> Confusables.latin(letter).isPresent());
        var isForeign = !own.isEmpty()
                && text.codePoints()
                        .filter(Character::isLetter)
                        .noneMatch(letter -> own.contains(UnicodeScript.of(letter)));
        return isMixed || isForeign ? looks(text) : text;
    }

    /** Marks that belong to no letter of any alphabet stay apart from it in the composed form. */
    private static String withoutMarks(String text, String language) {
        var form = WITHOUT_MARKS.contains(language) ? Normalizer.Form.NFD : Normalizer.Form.NFC;
        return MARKS.matcher(Normalizer.normalize(text, form)).replaceAll("");
    }

    /** @param apart letters that stay apart at the beginning */
    private static String together(MatchResult letters, int apart) {
        var joined = letters.group().replace(letters.group(1), "");
        var start = joined.offsetByCodePoints(0, apart);
        return quoted(apart == 0 ? joined : joined.substring(0, start) + " " + joined.substring(start));
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }

    private static void add(List<String> forms, String form) {
        if (!forms.contains(form)) {
            forms.add(form);
        }
    }
}
