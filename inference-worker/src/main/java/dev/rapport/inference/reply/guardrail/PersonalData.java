package dev.rapport.inference.reply.guardrail;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /**
     * Telephone numbers as they are written at home, in groups of two and more: with the zero of the trunk ({@code 06 12 34
     * 56 78}, {@code 089 / 12 34 56}), or nine digits without one ({@code 91 123 45 67}). A date has eight digits.
     */
    private static final Pattern LOCAL = Pattern.compile(
            "(?<![\\d.,:])\\(?0\\d{1,4}\\)?(?: ?/ ?|[ .-])\\d{2,8}(?:([ .-])\\d{2,4}(?:\\1\\d{2,4}){0,3})?(?!\\d)"
                    + "|(?<![\\d.,])\\d{2} \\d{3} \\d{2} \\d{2}(?!\\d|[.,]\\d)");

    private static final int MIN_LOCAL_DIGITS = 9;

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]");
    /** Characters of the longest number that is written in groups. */
    private static final int MAX_GROUPED = 64;
    /** What may stand between two groups of one number. */
    private static final String GAP = "(?:,|[\\h().+/\\p{Pd}]{1,3})?";

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        var text = candidate.withoutAmounts();
        return Guardrail.failsIf(
                hasUnknownAddress(text, candidate)
                        || numbers(text).anyMatch(number -> isUnknown(number, text, candidate)),
                Verdict.PERSONAL_DATA);
    }

    /** All of them, in a text without amounts. */
    static Stream<String> found(String text) {
        return Stream.concat(ADDRESS.matcher(text).results(), numbers(text)).map(MatchResult::group);
    }

    /** Of accounts, cards and telephones. */
    private static Stream<MatchResult> numbers(String text) {
        var local = LOCAL.matcher(text)
                .results()
                .filter(found ->
                        found.group().chars().filter(Character::isDigit).count() >= MIN_LOCAL_DIGITS);
        return Stream.concat(
                Stream.of(ACCOUNT, NUMBER).flatMap(kind -> kind.matcher(text).results()), local);
    }

    private static boolean hasUnknownAddress(String text, CandidateText candidate) {
        var found = addresses(text.toLowerCase(Locale.ROOT));
        return !found.isEmpty()
                && !addresses(candidate.facts().knownInLowerCase()).containsAll(found);
    }

    private static Set<String> addresses(String text) {
        return ADDRESS.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static boolean isUnknown(MatchResult found, String text, CandidateText candidate) {
        var number = Groups.around(text, found.start(), found.end());
        return !candidate.facts().has(known -> isIn(known, number));
    }

    /**
     * Whether a text has the number, however it is grouped there. Its first groups may be left out, for local numbers go
     * without that of the country, but none is cut, and the last ones are not left out.
     */
    private static boolean isIn(String known, String number) {
        var bare = SEPARATORS.matcher(number).replaceAll("");
        if (bare.length() > MAX_GROUPED) {
            return WholeText.isIn(known, number);
        }
        var place = Pattern.compile(String.join(GAP, bare.split("")), Pattern.CASE_INSENSITIVE)
                .matcher(known);
        for (var found = place.find(); found; found = place.find(place.start() + 1)) {
            if (Groups.standsLast(known, place.start(), place.end())) {
                return true;
            }
        }
        return false;
    }
}
