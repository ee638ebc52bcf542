package dev.rapport.inference.reply.guardrail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * That no address or number is there which the prompt did not give. A model has read many people's; whose this one is nobody
 * knows. Dates and prices are not meant: {@code 2026-11-21} is none of these.
 */
final class PersonalData implements Guardrail {
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\w.%+-])[\\w.%+-]++@[\\w-]++(?:\\.[\\w-]++){1,8}");
    private static final Pattern ACCOUNT =
            Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b");
    /** Cards; telephone numbers in groups or with a country code; anything of seven digits and more. */
    private static final Pattern NUMBER = Pattern.compile("\\d{4}([ -])\\d{4}\\1\\d{4}\\1\\d{1,7}"
            + "|\\+\\d[\\d ()-]{5,18}\\d"
            + "|\\(?\\d{3,4}\\)?[ .-]?\\d{3,4}[ .-]\\d{3,4}(?!\\d)"
            + "|\\d{7,}");

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]");

    @Override
    public Optional<Verdict> check(Draft draft) {
        var text = draft.withoutAmounts();
        return Guardrail.failsIf(
                isUnknown(ADDRESS, text, draft) || isUnknown(ACCOUNT, text, draft) || isUnknown(NUMBER, text, draft),
                Verdict.PERSONAL_DATA);
    }

    /** All of them, in a text without amounts. */
    static Stream<String> found(String text) {
        return Stream.of(ADDRESS, ACCOUNT, NUMBER)
                .flatMap(kind -> kind.matcher(text).results())
                .map(MatchResult::group);
    }

    private static boolean isUnknown(Pattern kind, String text, Draft draft) {
        var found = kind.matcher(text).results().map(MatchResult::group).toList();
        if (found.isEmpty()) {
            return false;
        }
        var known = bare(draft.given().known());
        return found.stream().anyMatch(one -> !known.contains(bare(one)));
    }

    /** The same number however it is grouped. */
    private static String bare(String text) {
        return SEPARATORS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
