package dev.rapport.inference.reply;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.Checks;
import java.util.List;

/**
 * What every reply of this worker must comply with, whatever its campaign says.
 *
 * @param maxCharacters max Unicode characters of a text that is sent, at least 1
 * @param blockedWords  words and phrases that no text may contain, in any case
 */
public record ReplyConfig(int maxCharacters, List<String> blockedWords) {
    private static final String MAX_CHARACTERS = "inference.guardrails.max-characters";

    /** Texts of at most 1000 characters, no word blocked. */
    public static final ReplyConfig DEFAULT = new ReplyConfig(1_000, List.of());

    public ReplyConfig {
        Checks.atLeast(1, maxCharacters, MAX_CHARACTERS);
        blockedWords = List.copyOf(blockedWords);
    }

    /** From {@code inference.guardrails.*} settings. */
    public static ReplyConfig from(ConfigReader in) {
        var maxCharacters =
                in.integer(MAX_CHARACTERS, DEFAULT.maxCharacters(), "Max characters of a text that is sent.");
        var blockedWords = in.list(
                "inference.guardrails.blocked-words",
                DEFAULT.blockedWords(),
                "Words and phrases that no reply may contain, in addition to those of its campaign.");
        return in.build(() -> new ReplyConfig(maxCharacters, blockedWords), () -> DEFAULT);
    }
}
