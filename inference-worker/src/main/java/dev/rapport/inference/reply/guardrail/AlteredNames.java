package dev.rapport.inference.reply.guardrail;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * That a text holds a name or title as it was given, or leaves it out: {@code Nguyn Th Ánh} is nobody. Looks at names with
 * characters that models spell byte by byte and miscopy (letters with marks, other alphabets, emoji), in languages that leave
 * names as they are. Plain letters and Han are not judged: there, a word that is nearly the name is mostly another word.
 */
final class AlteredNames implements Guardrail {
    /** Names in these are never inflected. */
    private static final Set<String> LANGUAGES = Set.of("en", "zh");

    private static final String UNSPACED = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}";
    private static final String EMOJI = "\\p{So}\\x{1f3fb}-\\x{1f3ff}";
    private static final Pattern WORD =
            Pattern.compile("[[\\p{L}\\p{M}\\p{N}]&&[^" + UNSPACED + "]]+|[" + UNSPACED + "]+|[" + EMOJI + "]");
    private static final Pattern FRAGILE =
            Pattern.compile("[[\\p{L}\\p{M}" + EMOJI + "]&&[^\\p{ASCII}" + UNSPACED + "]]");

    private static final Pattern SIGN = Pattern.compile("[" + EMOJI + "]");

    /** In characters: of shorter ones every other word is a near copy. */
    private static final int MIN_CHARACTERS = 3;

    private static final int MAX_CHARACTERS = 100;
    /** In the place of a right copy: a word that is near nothing. */
    private static final String BREAK = " " + "0".repeat(2 * MAX_CHARACTERS) + " ";

    private static final String SPACED = "[[\\p{L}\\p{M}\\p{N}]&&[^" + UNSPACED + "]]";
    private static final Pattern WITH_SPACES = Pattern.compile(SPACED);
    private static final String BETWEEN_WORDS = "[^\\p{L}\\p{M}\\p{N}" + EMOJI + "]*";

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        var facts = candidate.facts();
        if (!LANGUAGES.contains(facts.language())) {
            return Optional.empty();
        }
        var names = facts.copiedValues().stream()
                .filter(name -> FRAGILE.matcher(name).find())
                .map(AlteredNames::words)
                .filter(name -> length(name) >= MIN_CHARACTERS && length(name) <= MAX_CHARACTERS)
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        var rest = candidate.plain();
        var whole = new HashSet<List<String>>();
        for (var name : names) {
            var without = copiesOf(name).matcher(rest).replaceAll(BREAK);
            if (!without.equals(rest)) {
                whole.add(name);
            }
            rest = without;
        }
        var left = rest;
        var words = words(left);
        var known = String.join(" ", words(facts.knownInLowerCase()));
        return Guardrail.failsIf(
                names.stream()
                        .anyMatch(name -> isAltered(name, words, known)
                                || (!whole.contains(name) && isWithoutItsSigns(name, left))),
                Verdict.ALTERED_NAME);
    }

    /** Whether a title stands there without its emoji: left out, or something else in its place. */
    private static boolean isWithoutItsSigns(List<String> name, String text) {
        var plain = name.stream().filter(word -> !SIGN.matcher(word).matches()).toList();
        return plain.size() < name.size()
                && !plain.isEmpty()
                && copiesOf(plain).matcher(text).find();
    }

    /**
     * Right copies of a name, in any case. Han has no spaces: what is written behind a name goes on with its last word, which
     * is no other word for that.
     */
    private static Pattern copiesOf(List<String> name) {
        var words = name.stream().map(Pattern::quote).collect(Collectors.joining(BETWEEN_WORDS));
        return Pattern.compile(
                (startsSpaced(name.get(0)) ? "(?<!" + SPACED + ")" : "")
                        + words
                        + (startsSpaced(name.get(name.size() - 1)) ? "(?!" + SPACED + ")" : ""),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static boolean startsSpaced(String word) {
        return WITH_SPACES.matcher(word).lookingAt();
    }

    /** Whether so many words of a text, or one more or fewer, are nearly the name, and are not given as they are. */
    private static boolean isAltered(List<String> name, List<String> words, String known) {
        for (int count = Math.max(1, name.size() - 1); count <= name.size() + 1; count++) {
            for (int start = 0; start + count <= words.size(); start++) {
                var copy = words.subList(start, start + count);
                if ((isNear(copy, name) || isFramed(copy, name)) && !isPlural(copy, name) && !isKnown(copy, known)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNear(List<String> copy, List<String> name) {
        if (copy.size() != name.size()) {
            // A word was split, or two were joined, or a sign was left out.
            return isNear(String.join(" ", copy), String.join(" ", name), length(name) / 5);
        }
        for (int i = 0; i < name.size(); i++) {
            if (!isNear(copy.get(i), name.get(i), name.get(i).length() / 2)) {
                return false;
            }
        }
        return isNear(String.join(" ", copy), String.join(" ", name), length(name) / 3);
    }

    /** Whether it begins and ends as the name does, with something else between. */
    private static boolean isFramed(List<String> copy, List<String> name) {
        return name.size() > 2
                && copy.size() > 1
                && copy.get(0).equalsIgnoreCase(name.get(0))
                && copy.get(copy.size() - 1).equalsIgnoreCase(name.get(name.size() - 1));
    }

    private static boolean isPlural(List<String> copy, List<String> name) {
        return String.join(" ", copy).equalsIgnoreCase(String.join(" ", name) + "s");
    }

    private static boolean isKnown(List<String> copy, String known) {
        return WholeText.isIn(known, String.join(" ", copy).toLowerCase(Locale.ROOT));
    }

    private static List<String> words(String plain) {
        return WORD.matcher(plain).results().map(MatchResult::group).toList();
    }

    private static int length(List<String> words) {
        return (int) String.join(" ", words).codePoints().count();
    }

    /** Whether so many characters at most, one at least, have to be added, left out or replaced (Levenshtein). */
    private static boolean isNear(String one, String other, int some) {
        var most = Math.max(1, some);
        var a = one.codePoints().toArray();
        var b = other.codePoints().toArray();
        if (Math.abs(a.length - b.length) > most) {
            return false;
        }
        var above = IntStream.rangeClosed(0, b.length).toArray();
        for (int i = 1; i <= a.length; i++) {
            var row = new int[b.length + 1];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                var replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length] <= most;
    }
}
