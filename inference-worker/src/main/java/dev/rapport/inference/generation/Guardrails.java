package dev.rapport.inference.generation;

import dev.rapport.schemas.FinishReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Checks that a text must pass to be sent. Pure: the verdicts depend on the arguments only.
 *
 * @param mustMention texts that have to occur verbatim
 * @param maxCharacters most Unicode characters, at least 1
 */
public record Guardrails(List<String> mustMention, int maxCharacters) {
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "\\{\\{|\\}\\}|\\{%|%\\}|\\$\\{|\\[[A-Z][A-Z0-9_ ]+\\]|<[A-Z][A-Z0-9_]+>|\\{[A-Za-z_][A-Za-z0-9_]*\\}|<\\|");
    /** Runs of words of the prompt that make a text an echo. */
    private static final int ECHO_WORDS = 12;
    /** A run of this many words may occur this often. */
    private static final int REPEATED_WORDS = 3;

    private static final int REPEATS = 3;
    /** For scripts without spaces: a run of characters that follows itself at least this often. */
    private static final Pattern STUTTER = Pattern.compile("(?s)(\\S.{0,19}?)\\1{5,}");
    /** Digits and punctuation may stutter: 1000000, dots, dashes. */
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    public Guardrails {
        mustMention = List.copyOf(mustMention);
        if (maxCharacters < 1) {
            throw new IllegalArgumentException("maxCharacters must be at least 1, was " + maxCharacters);
        }
    }

    /**
     * The guardrails that a text fails, in the order of {@link Verdict}; empty when it passes all.
     *
     * @param finishReason why the model stopped writing
     */
    public List<Verdict> verdicts(String prompt, String text, FinishReason finishReason) {
        var verdicts = new ArrayList<>(verdicts(prompt, text));
        if (finishReason == FinishReason.LENGTH) {
            verdicts.add(Verdict.TRUNCATED);
        }
        if (finishReason == FinishReason.OTHER) {
            verdicts.add(Verdict.UNFINISHED);
        }
        return List.copyOf(verdicts);
    }

    /** The guardrails that a finished text fails, in the order of {@link Verdict}; empty when it passes all. */
    public List<Verdict> verdicts(String prompt, String text) {
        var verdicts = new ArrayList<Verdict>();
        if (text.isBlank()) {
            verdicts.add(Verdict.EMPTY);
        }
        if (!mustMention.stream().allMatch(text::contains)) {
            verdicts.add(Verdict.MISSING_MENTION);
        }
        if (PLACEHOLDER.matcher(text).find()) {
            verdicts.add(Verdict.PLACEHOLDER);
        }
        if (echoes(prompt, text)) {
            verdicts.add(Verdict.PROMPT_ECHO);
        }
        if (repeats(text)) {
            verdicts.add(Verdict.REPETITION);
        }
        if (text.codePointCount(0, text.length()) > maxCharacters) {
            verdicts.add(Verdict.TOO_LONG);
        }
        if (text.codePoints().anyMatch(Guardrails::isBroken)) {
            verdicts.add(Verdict.BROKEN_TEXT);
        }
        return List.copyOf(verdicts);
    }

    /** The first of the ranked candidates that passes, or empty: then the fallback text is sent. */
    public <T> Optional<T> select(String prompt, List<T> ranked, Function<T, String> text) {
        return ranked.stream()
                .filter(candidate -> verdicts(prompt, text.apply(candidate)).isEmpty())
                .findFirst();
    }

    private static boolean echoes(String prompt, String text) {
        var stripped = text.strip();
        if (stripped.length() >= 40 && prompt.contains(stripped)) {
            return true;
        }
        var promptWords = " " + String.join(" ", words(prompt)) + " ";
        var words = words(text);
        for (int i = 0; i + ECHO_WORDS <= words.size(); i++) {
            if (promptWords.contains(" " + String.join(" ", words.subList(i, i + ECHO_WORDS)) + " ")) {
                return true;
            }
        }
        return false;
    }

    private static boolean repeats(String text) {
        var stutter = STUTTER.matcher(text);
        while (stutter.find()) {
            if (LETTER.matcher(stutter.group(1)).find()) {
                return true;
            }
        }
        var words = words(text);
        var counts = new HashMap<List<String>, Integer>();
        for (int i = 0; i + REPEATED_WORDS <= words.size(); i++) {
            if (counts.merge(words.subList(i, i + REPEATED_WORDS), 1, Integer::sum) > REPEATS) {
                return true;
            }
        }
        return false;
    }

    private static List<String> words(String text) {
        return Pattern.compile("[^\\p{L}\\p{N}]+")
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean isBroken(int character) {
        return character == 0xfffd
                || (Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t')
                || Character.getType(character) == Character.SURROGATE;
    }
}
