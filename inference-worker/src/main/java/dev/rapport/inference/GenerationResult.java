package dev.rapport.inference;

import java.util.List;

/** What became of one prompt. */
public sealed interface GenerationResult {

    /**
     * The model wrote.
     *
     * @param promptTokens the prompt as ids
     * @param candidates best first
     */
    record Generated(List<Integer> promptTokens, List<GeneratedCandidate> candidates) implements GenerationResult {
        public Generated {
            promptTokens = List.copyOf(promptTokens);
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * The prompt cannot be answered; others are not affected.
     *
     * @param reason the rule that it breaks
     * @param detail one line for a person; never the prompt itself
     * @param promptTokens tokens of the prompt
     */
    record Refused(Refusal reason, String detail, int promptTokens) implements GenerationResult {}

    /** Why a prompt is refused. */
    enum Refusal {
        /** It has no token. */
        EMPTY_PROMPT("empty-prompt"),
        /** Its tokens and the new ones have more positions than the model knows. */
        PROMPT_TOO_LONG("prompt-too-long"),
        /** The cache of keys and values would never hold it. */
        CACHE_TOO_SMALL("cache-too-small"),
        /** It waited beyond its deadline. */
        TOO_LATE("too-late"),
        /** The model answered with something that is no number. */
        MODEL_FAILED("model-failed");

        private final String code;

        Refusal(String code) {
            this.code = code;
        }

        /** The name that replies and meters carry. */
        public String code() {
            return code;
        }
    }
}
