package dev.rapport.inference.reply.guardrail;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * That a text does not repeat the prompt: all of it, or a long run of words. A run inside one value of the prompt, such as
 * {@code product: …}, may be repeated: it is a long name.
 */
final class Echo implements Guardrail {
    /** Words of a run that make a text an echo. */
    private static final int RUN = 12;
    /** A shorter text may be a name. */
    private static final int WHOLE_TEXT = 40;

    private static final Pattern VALUE = Pattern.compile("(?m)^[\\p{L}][\\p{L} _-]{0,30}: (.{0,130})$");

    @Override
    public Optional<Verdict> check(Draft draft) {
        var prompt = draft.given().prompt();
        var values = values(prompt);
        var text = draft.text().strip();
        if (text.length() >= WHOLE_TEXT
                && prompt.contains(text)
                && values.stream().noneMatch(value -> value.contains(joined(Words.of(text))))) {
            return Optional.of(Verdict.PROMPT_ECHO);
        }
        return Guardrail.failsIf(repeatsRun(joined(Words.of(prompt)), values, Words.of(text)), Verdict.PROMPT_ECHO);
    }

    /** Empty where there is but one: then it is a sentence with a colon. */
    private static List<String> values(String prompt) {
        var values = VALUE.matcher(prompt)
                .results()
                .map(found -> joined(Words.of(found.group(1))))
                .toList();
        return values.size() > 1 ? values : List.of();
    }

    private static boolean repeatsRun(String prompt, List<String> values, List<String> words) {
        for (var first = 0; first + RUN <= words.size(); first++) {
            var run = joined(words.subList(first, first + RUN));
            if (prompt.contains(run) && values.stream().noneMatch(value -> value.contains(run))) {
                return true;
            }
        }
        return false;
    }

    private static String joined(List<String> words) {
        return " " + String.join(" ", words) + " ";
    }
}
