package dev.rapport.inference.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.inference.generation.CounterRandom;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.text.GenerationRequest;

/** Makes the JSON of a request. Pure. */
final class RequestWriter {
    private final OpenAiConfig config;

    RequestWriter(OpenAiConfig config) {
        this.config = config;
    }

    /**
     * A request for candidates {@code first} to {@code first + count - 1}.
     *
     * @param first counted from 0; each candidate has a seed of its own
     */
    String write(GenerationRequest request, int first, int count) {
        var settings = request.settings();
        var body = JsonNodeFactory.instance.objectNode();
        body.put("model", config.model());
        putPrompt(body, request.prompt());
        body.put("n", count);
        body.put("max_tokens", settings.maxNewTokens());
        body.put("temperature", settings.temperature());
        body.put("top_p", settings.isGreedy() ? 1 : settings.topP());
        body.put("seed", seed(request.seed(), first));
        if (!settings.stop().isEmpty()) {
            settings.stop().forEach(body.putArray("stop")::add);
        }
        if (config.logProbabilities()) {
            putLogProbabilities(body);
        }
        config.extensions().write(settings, body);
        return body.toString();
    }

    /** A request that every server answers that can answer at all: for one token. */
    String writePlain() {
        return write(new GenerationRequest("Hello", SamplingSettings.greedy(1), 0), 0, 1);
    }

    private void putPrompt(ObjectNode body, String prompt) {
        if (config.mode() == ApiMode.COMPLETIONS) {
            body.put("prompt", prompt);
            return;
        }
        var messages = body.putArray("messages");
        if (!config.systemPrompt().isBlank()) {
            messages.addObject().put("role", "system").put("content", config.systemPrompt());
        }
        messages.addObject().put("role", "user").put("content", prompt);
    }

    private void putLogProbabilities(ObjectNode body) {
        if (config.mode() == ApiMode.CHAT) {
            body.put("logprobs", true);
        } else {
            // Of the token that was drawn, and of one more: none more means no log-probabilities to some servers.
            body.put("logprobs", 1);
        }
    }

    /** 31 bits: servers hold seeds in 32 or 64, with and without a sign, and some take -1 for none. */
    private static long seed(long seed, int candidate) {
        return (long) (CounterRandom.uniform(seed, candidate, 0) * 0x1p31);
    }
}
