package dev.rapport.tuning.outcomes;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts pseudonyms in the place of values, in one pass: where two values begin, the longer one counts. A value is found as a
 * whole word: {@code Ana} is not in {@code Banana}; in scripts without spaces anywhere. Long ones are found in any case,
 * short ones, which may be words of the language too, as they are, in capitals and with one.
 */
final class Replacement {
    private static final int LONG = 5;
    private static final String WORD = "[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]]";
    private static final Pattern STARTS_WORD = Pattern.compile(WORD + ".*", Pattern.DOTALL);
    private static final Pattern ENDS_WORD = Pattern.compile(".*" + WORD, Pattern.DOTALL);
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private record Substitute(String value, String pseudonym) {}

    private final Map<String, Substitute> byLowerCase = new LinkedHashMap<>();
    private final Pattern pattern;

    /** @param pseudonyms by value, none of them empty */
    Replacement(Map<String, String> pseudonyms) {
        pseudonyms.forEach(
                (value, pseudonym) -> byLowerCase.putIfAbsent(lower(value), new Substitute(value, pseudonym)));
        pattern = byLowerCase.isEmpty()
                ? NOTHING
                : Pattern.compile(byLowerCase.values().stream()
                        .map(Substitute::value)
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Replacement::form)
                        .collect(Collectors.joining("|")));
    }

    /** Whether the value stands there as it would be replaced. */
    static boolean holds(String text, String value) {
        return new Replacement(Map.of(value, "")).pattern.matcher(text).find();
    }

    /** The text with pseudonyms, in the case in which the values were written. */
    String in(String text) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(pseudonym(found.group())));
    }

    /** Pseudonyms that are put into the text, in lower case. */
    Set<String> usedIn(String text) {
        var used = new HashSet<String>();
        pattern.matcher(text).results().forEach(found -> used.add(lower(pseudonym(found.group()))));
        return used;
    }

    /** Whether a value is there in a compatibility form, such as full-width letters. */
    boolean isLeftIn(String text) {
        return pattern.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).find();
    }

    private String pseudonym(String found) {
        var entry = Objects.requireNonNull(byLowerCase.get(lower(found)));
        if (found.equals(entry.value())) {
            return entry.pseudonym();
        }
        if (found.equals(found.toUpperCase(Locale.ROOT))) {
            return entry.pseudonym().toUpperCase(Locale.ROOT);
        }
        return found.equals(lower(found)) ? lower(entry.pseudonym()) : entry.pseudonym();
    }

    private static String form(String value) {
        var before = STARTS_WORD.matcher(value).matches() ? "(?<!" + WORD + ")" : "";
        var behind = ENDS_WORD.matcher(value).matches() ? "(?!" + WORD + ")" : "";
        if (value.length() >= LONG) {
            return before + "(?iu:" + Pattern.quote(value) + ")" + behind;
        }
        var capital = value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1);
        return before
                + Stream.of(value, value.toUpperCase(Locale.ROOT), capital)
                        .distinct()
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(?:", ")"))
                + behind;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
