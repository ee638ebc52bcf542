package dev.rapport.quickstart.app;

import java.util.List;
import java.util.regex.Pattern;

/** The format of prompt that the bundled model was trained on, see {@code docs/prompt-format.md}. Pure. */
final class PromptFormat {
    private static final Pattern FORMAT = Pattern.compile("task: (?:recommend|offer|post|support|summary)\n"
            + "language: (?:en|zh)\n(?:[a-z]+: [^\n]*\\S[^\n]*\n)*reply:\n?");

    private PromptFormat() {}

    static boolean isOf(String prompt) {
        return FORMAT.matcher(prompt).matches();
    }

    /** A line for whoever gave the bundled model prompts of another format; empty when there is nothing to say. */
    static String hint(List<String> prompts) {
        var others = prompts.stream().filter(prompt -> !isOf(prompt)).count();
        if (others == 0) {
            return "";
        }
        var which = prompts.size() == 1 ? "the prompt is" : others + " of " + prompts.size() + " prompts are";
        return which + " not in the bundled model's format, and it writes well from no other: docs/prompt-format.md";
    }
}
