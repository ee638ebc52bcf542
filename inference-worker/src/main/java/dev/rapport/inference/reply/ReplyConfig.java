package dev.rapport.inference.reply;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.Checks;

/**
 * What every reply of this worker has to keep to, whatever its campaign says.
 *
 * @param maxCharacters longest text that is sent, in Unicode characters, at least 1
 */
public record ReplyConfig(int maxCharacters) {
    private static final String MAX_CHARACTERS = "inference.guardrails.max-characters";

    /** Texts of at most 1000 characters. */
    public static final ReplyConfig DEFAULT = new ReplyConfig(1_000);

    public ReplyConfig {
        Checks.atLeast(1, maxCharacters, MAX_CHARACTERS);
    }

    /** From {@code inference.guardrails.*} settings. */
    public static ReplyConfig from(ConfigReader in) {
        return in.build(() -> new ReplyConfig(maxCharacters(in)), () -> DEFAULT);
    }

    private static int maxCharacters(ConfigReader in) {
        return in.integer(MAX_CHARACTERS, DEFAULT.maxCharacters(), "Longest text that is sent, in characters.");
    }
}
