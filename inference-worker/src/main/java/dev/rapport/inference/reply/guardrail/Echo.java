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

    private final String prompt;
    private final String words;
    /** One a line, so that no run goes from one to the next. */
    private final String values;

    Echo(PromptFacts facts) {
        prompt = facts.prompt();
        words = joined(Words.of(prompt));
        values = values(prompt);
    }

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        var text = candidate.text().strip();
        var said = Words.of(text);
        var isAll = text.length() >= WHOLE_TEXT && prompt.contains(text) && !values.contains(joined(said));
        return Guardrail.failsIf(isAll || repeatsRun(said), Verdict.PROMPT_ECHO);
    }

    private boolean repeatsRun(List<String> said) {
        for (var first = 0; first + RUN <= said.size(); first++) {
            var run = joined(said.subList(first, first + RUN));
            if (words.contains(run) && !values.contains(run)) {
                return true;
            }
        }
        return false;
    }

    /** Empty where there is but one: then it is a sentence with a colon. */
    private static String values(String prompt) {
        var values = VALUE.matcher(prompt)
                .results()
                .map(found -> joined(Words.of(found.group(1))))
                .toList();
        return values.size() > 1 ? String.join("\n", values) : "";
    }

    private static String joined(List<String> words) {
        return " " + String.join(" ", words) + " ";
    }
}
