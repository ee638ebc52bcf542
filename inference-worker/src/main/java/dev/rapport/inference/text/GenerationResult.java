package dev.rapport.inference.text;

import java.util.List;

/** The result of one prompt. */
public sealed interface GenerationResult {

    /**
     * The model wrote.
     *
     * @param promptTokens the prompt as ids, as the model read it; empty when a server read it, which does not report them
     * @param promptTokenCount how many these are; 0 when a server does not report it
     * @param candidates best first; in order of arrival when they are not scored
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
        /** Its tokens and the new ones do not fit in the model's context. */
        PROMPT_TOO_LONG("prompt-too-long"),
        /** It does not fit in the cache of keys and values, even alone. */
        CACHE_TOO_SMALL("cache-too-small"),
        /** It had to wait for the model longer than it may. */
        EXPIRED("expired"),
        /** The model fails at it: its logits are not finite, or its server answers only with failures. */
        MODEL_FAILED("model-failed"),
        /** The model's server does not support its sampling settings. */
        UNSUPPORTED_SAMPLING("unsupported-sampling"),
        /** The content filter of the model's server rejected it. */
        PROMPT_FILTERED("prompt-filtered"),
        /** The model's server refuses it for another reason. */
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
