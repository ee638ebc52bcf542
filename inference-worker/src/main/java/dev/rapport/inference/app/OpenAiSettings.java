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
    /** Variable of the API key unless another is named; it may be absent. */
    static final String KEY_VARIABLE = "RAPPORT_OPENAI_API_KEY";

    private static final String BASE_URL = "inference.openai.base-url";

    /**
     * @param isUsed whether the settings are in force; otherwise they are only read, so that the reference has them
     * @param environment variables of the process
     * @return the settings; empty when they are not used, or wrong
     */
    static Optional<OpenAiSettings> from(
            ConfigReader in, boolean isUsed, Function<String, @Nullable String> environment) {
        var baseUrl = in.optionalText(
                BASE_URL, "Server with the OpenAI API, such as http://localhost:8000/v1; a query is kept.");
        var model = in.optionalText("inference.openai.model", "Name that the server knows the model by.");
        var mode = in.text(
                "inference.openai.mode",
                ApiMode.COMPLETIONS.code(),
                "completions (the prompt is continued) or chat (the prompt is the user message).");
        var system = in.text("inference.openai.system-prompt", "", "System message of a chat model.");
        var extensions = in.text(
                "inference.openai.extensions",
                Extensions.NONE.code(),
                "Sampling settings that the server supports beyond the API's: none, vllm or llama.cpp.");
        var logProbabilities = in.flag(
                "inference.openai.log-probabilities",
                true,
                "Whether log-probabilities are requested; without them candidates stay in order of arrival.");
        var keyVariable = in.optionalText(
                "inference.openai.api-key-env",
                "Environment variable that holds the API key; " + KEY_VARIABLE + " unless another is named.");
        var keyHeader = in.text(
                "inference.openai.api-key-header",
                "Authorization",
                "Header of the API key; without the word Bearer in any other than Authorization, for example in Azure's api-key.");
        var limits = limits(in);
        return in.build(
                () -> isUsed
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
                "inference.openai.max-concurrent", defaults.maxConcurrent(), "Max number of requests in progress.");
        var timeout = in.duration("inference.openai.timeout", defaults.timeout(), "Max time of one attempt.");
        var attempts = in.integer(
                "inference.openai.max-attempts",
                defaults.maxAttempts(),
                "Max attempts at one request, where the server answers 429 or 5xx or not at all.");
        var time = in.duration(
                "inference.openai.max-time", defaults.maxTime(), "Max time of all attempts at one request together.");
        return in.build(() -> new OpenAiConfig.Limits(concurrent, timeout, attempts, time), () -> defaults);
    }

    private static URI url(Optional<String> baseUrl) {
        try {
            return new URI(baseUrl.orElseThrow(
                    () -> new IllegalArgumentException(BASE_URL + ": must be set with inference.backend=openai")));
        } catch (URISyntaxException e) {
            // Not the URL itself: it may hold a password.
            throw new IllegalArgumentException(BASE_URL + ": must be a URL", e);
        }
    }

    private static ApiKey key(Optional<String> variable, Function<String, @Nullable String> environment) {
        var value = environment.apply(variable.orElse(KEY_VARIABLE));
        if (value == null) {
            if (variable.isPresent()) {
                throw new IllegalArgumentException("inference.openai.api-key-env=" + variable.get()
                        + ": the environment does not have this variable");
            }
            return ApiKey.NONE;
        }
        return ApiKey.of(value);
    }
}
