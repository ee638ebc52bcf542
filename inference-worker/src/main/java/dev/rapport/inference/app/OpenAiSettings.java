package dev.rapport.inference.app;

import dev.rapport.inference.openai.ApiKey;
import dev.rapport.inference.openai.ApiMode;
import dev.rapport.inference.openai.Extensions;
import dev.rapport.inference.openai.OpenAiConfig;
import dev.rapport.runtime.config.ConfigReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code inference.openai.*}, and the key from the environment. */
record OpenAiSettings(OpenAiConfig config, ApiKey key) {
    /** Variable of the API key unless another is named; need not be there. */
    static final String KEY_VARIABLE = "RAPPORT_OPENAI_API_KEY";

    private static final String BASE_URL = "inference.openai.base-url";

    /**
     * @param wanted whether the settings are in force; otherwise they are only read, so that the reference has them
     * @param environment variables of the process
     * @return the settings; empty when they are not wanted, or wrong
     */
    static Optional<OpenAiSettings> from(
            ConfigReader in, boolean wanted, Function<String, @Nullable String> environment) {
        var baseUrl = in.optionalText(
                BASE_URL, "Server that speaks the OpenAI API, such as http://localhost:8000/v1; a query is kept.");
        var model = in.optionalText("inference.openai.model", "Name that the server knows the model by.");
        var mode = in.text(
                "inference.openai.mode",
                ApiMode.COMPLETIONS.code(),
                "completions (the prompt is continued) or chat (the prompt is what the user says).");
        var system = in.text("inference.openai.system-prompt", "", "What a chat model is told before every prompt.");
        var extensions = in.text(
                "inference.openai.extensions",
                Extensions.NONE.code(),
                "Sampling settings that the server takes beyond the API's: none, vllm or llama.cpp.");
        var logProbabilities = in.flag(
                "inference.openai.log-probabilities",
                true,
                "Whether log-probabilities are asked for; without, candidates stay in the order of their arrival.");
        var keyVariable = in.optionalText(
                "inference.openai.api-key-env",
                "Environment variable that holds the API key; " + KEY_VARIABLE + " unless another is named.");
        var keyHeader = in.text(
                "inference.openai.api-key-header",
                "Authorization",
                "Header of the API key; bare in any other than Authorization, for example in Azure's api-key.");
        var limits = limits(in);
        return in.build(
                () -> wanted
                        ? Optional.of(new OpenAiSettings(
                                new OpenAiConfig(
                                        url(baseUrl),
                                        model.orElse(""),
                                        ApiMode.of(mode),
                                        system,
                                        Extensions.of(extensions),
                                        logProbabilities,
                                        keyHeader,
                                        limits),
                                key(keyVariable, environment)))
                        : Optional.empty(),
                Optional::empty);
    }

    private static OpenAiConfig.Limits limits(ConfigReader in) {
        var defaults = OpenAiConfig.Limits.DEFAULT;
        var concurrent = in.integer(
                "inference.openai.max-concurrent", defaults.maxConcurrent(), "Requests under way at a time.");
        var timeout = in.duration("inference.openai.timeout", defaults.timeout(), "Longest time for one try.");
        var attempts = in.integer(
                "inference.openai.max-attempts",
                defaults.maxAttempts(),
                "Tries of one request, when the server answers 429 or 5xx or not at all.");
        var time = in.duration(
                "inference.openai.max-time", defaults.maxTime(), "Longest time for all tries of one request together.");
        return in.build(() -> new OpenAiConfig.Limits(concurrent, timeout, attempts, time), () -> defaults);
    }

    private static URI url(Optional<String> baseUrl) {
        try {
            return new URI(baseUrl.orElseThrow(
                    () -> new IllegalArgumentException(BASE_URL + ": is needed with inference.backend=openai")));
        } catch (URISyntaxException e) {
            // Not the URL itself: it may hold a password.
            throw new IllegalArgumentException(BASE_URL + ": is no URL", e);
        }
    }

    private static ApiKey key(Optional<String> variable, Function<String, @Nullable String> environment) {
        var value = environment.apply(variable.orElse(KEY_VARIABLE));
        if (value == null) {
            if (variable.isPresent()) {
                throw new IllegalArgumentException("inference.openai.api-key-env=" + variable.get()
                        + ": there is no such variable in the environment");
            }
            return ApiKey.NONE;
        }
        return ApiKey.of(value);
    }
}
