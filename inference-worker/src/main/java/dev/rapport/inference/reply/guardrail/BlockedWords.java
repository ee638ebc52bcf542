package dev.rapport.inference.reply.guardrail;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * That a text does not contain blocked words, in any case and in any {@link Disguise}; in names
 * neither.
 */
final class BlockedWords implements Guardrail {
    private static final Pattern NEVER = Pattern.compile("(?!)");
    private static final String NOT_BEFORE = "(?<![\\p{L}\\p{N}])";
    private static final String NOT_AFTER = "(?![\\p{L}\\p{N}])";

    private final Pattern words;

    /** @param words or phrases; blank ones are left out */
    BlockedWords(Collection<String> words) {
        var alternatives = words.stream()
                .map(word -> PromptFacts.plain(word).strip())
                .filter(word -> !word.isEmpty())
                .flatMap(word -> Stream.of(word, Disguise.looks(word)))
                .distinct()
                .map(BlockedWords::pattern)
                .collect(Collectors.joining("|"));
        this.words = alternatives.isEmpty()
                ? NEVER
                : Pattern.compile(alternatives, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        return Guardrail.failsIf(candidate.undisguised().stream().anyMatch(words.asPredicate()), Verdict.BLOCKED_WORD);
    }

    /** Words that are written without spaces are found inside others, as it is not known where those end. */
    private static String pattern(String word) {
        var first = word.codePointAt(0);
        var last = word.codePointBefore(word.length());
        var quoted =
                Pattern.compile("\\s+").splitAsStream(word).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        return (isSpaced(first) ? NOT_BEFORE : "") + quoted + (isSpaced(last) ? NOT_AFTER : "");
    }

    private static boolean isSpaced(int character) {
        return Character.isLetterOrDigit(character) && !Scripts.isUnspaced(character);
    }
}
