package dev.rapport.inference.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.inference.generation.SamplingSettings;
import java.util.List;
import java.util.Optional;

/**
 * Sampling settings that a server takes beyond those of the API. All that a server takes are always sent, also where they
 * have no effect: servers have defaults of their own, which are others than ours.
 */
public enum Extensions {
    /** None: OpenAI, and servers that follow its API to the letter. */
    NONE("none", "OpenAI API"),
    /** Those of vLLM. */
    VLLM("vllm", "vLLM"),
    /** Those of the server of llama.cpp. */
    LLAMA_CPP("llama.cpp", "llama.cpp");

    /** Ours: all narrow the scores after temperature, in this order. */
    private static final List<String> LLAMA_CPP_SAMPLERS =
            List.of("penalties", "temperature", "top_k", "top_p", "min_p");

    private static final int MAX_STOPS = 4;

    private final String code;
    private final String server;

    Extensions(String code, String server) {
        this.code = code;
        this.server = server;
    }

    /** Name in settings. */
    public String code() {
        return code;
    }

    /** Name of the server in provenance. */
    String server() {
        return server;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    public static Extensions of(String code) {
        return switch (code) {
            case "none" -> NONE;
            case "vllm" -> VLLM;
            case "llama.cpp" -> LLAMA_CPP;
            default ->
                throw new IllegalArgumentException(
                        "inference.openai.extensions=" + code + ": must be none, vllm or llama.cpp");
        };
    }

    /** Whether a request may ask for several texts; the server of llama.cpp refuses that, or did. */
    boolean severalChoices() {
        return this != LLAMA_CPP;
    }

    /** Why the server does not support the settings, in one line; empty when it does. */
    Optional<String> unsupported(SamplingSettings settings) {
        if (settings.noRepeatNgramSize() > 0) {
            return cannot("no-repeat-ngram-size", settings.noRepeatNgramSize(), "0");
        }
        if (this == NONE && settings.stop().size() > MAX_STOPS) {
            return Optional.of("sampling stop has " + settings.stop().size()
                    + " texts; inference.openai.extensions=none takes at most " + MAX_STOPS);
        }
        if (this != VLLM && !settings.badWords().isEmpty()) {
            return Optional.of("sampling bad-words is not among the settings of inference.openai.extensions=" + code
                    + "; the campaign must do without");
        }
        if (this != VLLM && settings.minNewTokens() > 0) {
            return cannot("min-new-tokens", settings.minNewTokens(), "0");
        }
        if (this == NONE && settings.repetitionPenalty() != 1) {
            return cannot("repetition-penalty", settings.repetitionPenalty(), "1");
        }
        if (this == NONE && !settings.isGreedy() && settings.topK() > 0) {
            return cannot("top-k", settings.topK(), "0");
        }
        if (this == NONE && !settings.isGreedy() && settings.minP() > 0) {
            return cannot("min-p", settings.minP(), "0");
        }
        return Optional.empty();
    }

    /** Adds what is beyond the API. */
    void write(SamplingSettings settings, ObjectNode body) {
        var greedy = settings.isGreedy();
        switch (this) {
            case NONE -> {}
            case VLLM -> {
                body.put("top_k", greedy || settings.topK() == 0 ? -1 : settings.topK());
                body.put("min_p", greedy ? 0 : settings.minP());
                body.put("repetition_penalty", settings.repetitionPenalty());
                body.put("min_tokens", settings.minNewTokens());
                if (!settings.badWords().isEmpty()) {
                    settings.badWords().forEach(body.putArray("bad_words")::add);
                }
            }
            case LLAMA_CPP -> {
                body.put("top_k", greedy ? 0 : settings.topK());
                body.put("min_p", greedy ? 0 : settings.minP());
                body.put("repeat_penalty", settings.repetitionPenalty());
                // The whole context, as in Hugging Face's generate.
                body.put("repeat_last_n", -1);
                var samplers = body.putArray("samplers");
                LLAMA_CPP_SAMPLERS.forEach(samplers::add);
            }
        }
    }

    private Optional<String> cannot(String setting, Number value, String neutral) {
        return Optional.of(
                "sampling " + setting + "=" + value + " is not among the settings of inference.openai.extensions="
                        + code + "; the campaign must say " + neutral);
    }
}
