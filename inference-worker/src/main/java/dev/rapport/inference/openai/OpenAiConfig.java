package dev.rapport.inference.openai;

import dev.rapport.runtime.value.Checks;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A server with the OpenAI API, and how it is called.
 *
 * @param baseUrl http or https, ending before {@code /completions}; without a path {@code /v1} is meant. A query is kept
 * @param model name that the server knows the model by
 * @param mode endpoint that writes
 * @param systemPrompt system message of chat models; empty for none
 * @param extensions sampling settings that the server takes beyond the API's
 * @param logProbabilities whether they are requested; candidates cannot be ranked without them
 * @param keyHeader header of the API key
 * @param limits limits of concurrency, attempts and time
 */
public record OpenAiConfig(
        URI baseUrl,
        String model,
        ApiMode mode,
        String systemPrompt,
        Extensions extensions,
        boolean logProbabilities,
        String keyHeader,
        Limits limits) {
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+");

    /**
     * @param maxConcurrent max requests in progress, at least 1
     * @param timeout longest time for one try, positive
     * @param maxAttempts tries of one request, at least 1
     * @param maxTime longest time for all tries of one request, positive
     */
    public record Limits(int maxConcurrent, Duration timeout, int maxAttempts, Duration maxTime) {
        /** 16 at a time; 10 attempts of at most a minute each, in at most two minutes: enough for a server to start. */
        public static final Limits DEFAULT = new Limits(16, Duration.ofMinutes(1), 10, Duration.ofMinutes(2));

        public Limits {
            Checks.between(1, 10_000, maxConcurrent, "inference.openai.max-concurrent");
            Checks.positive(timeout, "inference.openai.timeout");
            Checks.between(1, 100, maxAttempts, "inference.openai.max-attempts");
            Checks.positive(maxTime, "inference.openai.max-time");
            // A prompt that waits longer than this is better given to another worker.
            Checks.shorterThan(Duration.ofMinutes(9), maxTime, "inference.openai.max-time");
        }
    }

    public OpenAiConfig {
        Checks.notBlank(model, "inference.openai.model");
        if (!HEADER.matcher(keyHeader).matches()) {
            throw new IllegalArgumentException(
                    "inference.openai.api-key-header=" + keyHeader + ": must be the name of a header");
        }
        if (baseUrl.getHost() == null || !("http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme()))) {
            // The URL is not repeated: it may hold a password.
            throw new IllegalArgumentException(
                    "inference.openai.base-url: must be such as http://localhost:8000/v1 or https://api.openai.com/v1");
        }
        if (baseUrl.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "inference.openai.base-url: must not hold a password; the key belongs in the environment");
        }
        if (mode == ApiMode.COMPLETIONS && !systemPrompt.isBlank()) {
            throw new IllegalArgumentException(
                    "inference.openai.system-prompt: is for inference.openai.mode=chat; completions have none");
        }
    }

    /** Completions of a model without a key, everything else as it is by default. */
    public static OpenAiConfig of(URI baseUrl, String model) {
        return new OpenAiConfig(
                baseUrl, model, ApiMode.COMPLETIONS, "", Extensions.NONE, true, "Authorization", Limits.DEFAULT);
    }

    public OpenAiConfig with(ApiMode value) {
        return new OpenAiConfig(baseUrl, model, value, systemPrompt, extensions, logProbabilities, keyHeader, limits);
    }

    public OpenAiConfig with(Extensions value) {
        return new OpenAiConfig(baseUrl, model, mode, systemPrompt, value, logProbabilities, keyHeader, limits);
    }

    public OpenAiConfig with(Limits value) {
        return new OpenAiConfig(baseUrl, model, mode, systemPrompt, extensions, logProbabilities, keyHeader, value);
    }

    /** Where prompts are sent. */
    URI endpoint() {
        var path = Objects.requireNonNullElse(baseUrl.getRawPath(), "").replaceAll("/+$", "");
        var query = baseUrl.getRawQuery();
        return URI.create(baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + (path.isEmpty() ? "/v1" : path)
                + mode.path() + (query == null ? "" : "?" + query));
    }

    /** The endpoint as it may be shown: without its query, which may hold a secret. */
    String shownEndpoint() {
        return endpoint().toString().replaceAll("[?].*$", "");
    }
}
