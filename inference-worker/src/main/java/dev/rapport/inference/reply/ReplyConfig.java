package dev.rapport.inference.reply;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.Checks;
import java.util.List;

/**
 * What every reply of this worker has to keep to, whatever its campaign says.
 *
 * @param maxCharacters longest text that is sent, in Unicode characters, at least 1
 * @param blockedWords  words and phrases that no text may hold, in any case
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
                in.integer(MAX_CHARACTERS, DEFAULT.maxCharacters(), "Longest text that is sent, in characters.");
        var blockedWords = in.list(
                "inference.guardrails.blocked-words",
                DEFAULT.blockedWords(),
                "Words and phrases that no reply may hold, besides those of its campaign.");
        return in.build(() -> new ReplyConfig(maxCharacters, blockedWords), () -> DEFAULT);
    }
}
