package dev.rapport.inference.text;

import java.util.List;

/** What became of one prompt. */
public sealed interface GenerationResult {

    /**
     * The model wrote.
     *
     * @param promptTokens the prompt as ids, as the model read it; empty when a server read it, which tells none
     * @param promptTokenCount how many these are; 0 when a server does not tell
     * @param candidates best first; in the order of their arrival when they are not scored
     * @param droppedPromptTokens tokens that were left out at the beginning of a prompt that was too long
     */
    record Generated(
            List<Integer> promptTokens,
            int promptTokenCount,
            List<GeneratedCandidate> candidates,
            int droppedPromptTokens)
            implements GenerationResult {
        public Generated {
            promptTokens = List.copyOf(promptTokens);
            candidates = List.copyOf(candidates);
        }

        /** Of a whole prompt. */
        public Generated(List<Integer> promptTokens, int promptTokenCount, List<GeneratedCandidate> candidates) {
            this(promptTokens, promptTokenCount, candidates, 0);
        }

        /** Of a whole prompt whose tokens are known. */
        public Generated(List<Integer> promptTokens, List<GeneratedCandidate> candidates) {
            this(promptTokens, promptTokens.size(), candidates, 0);
        }
    }

    /**
     * The prompt cannot be answered; others are not affected.
     *
     * @param reason the rule that it breaks
     * @param detail one line for a person; never the prompt itself
     * @param promptTokens tokens of the prompt; 0 when they are not known
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
        /** The model fails at it: it answers with what is no number, or its server with nothing but a failure. */
        MODEL_FAILED("model-failed"),
        /** Its sampling settings are not among those that the model's server takes. */
        UNSUPPORTED_SAMPLING("unsupported-sampling"),
        /** The content filter of the model's server let it not pass. */
        PROMPT_FILTERED("prompt-filtered"),
        /** The model's server refuses it for a reason of its own. */
        REFUSED_BY_SERVER("refused-by-server");

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
