package dev.rapport.inference.openai;

import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.runtime.value.Backoff;
import java.time.Duration;
import java.util.List;

/** One prompt for one server, as tests ask for it. */
final class TestingRequests {
    static final Backoff QUICK = new Backoff(Duration.ofMillis(10), Duration.ofMillis(40));
    static final Duration LONG = Duration.ofSeconds(30);
    static final SamplingSettings ONE = new SamplingSettings(1, 8, 0, 0.9, 0, 1, 0, 1, 0);
    static final String PROMPT = "Tell Anna Karenina about the blue lamp";
    static final String KEY = "sk-abcdef123456";

    private TestingRequests() {}

    static GenerationResult generate(TestingOpenAiServer server, OpenAiConfig.Limits limits) {
        try (var generator = open(server, limits)) {
            return generator.generate(List.of(request(ONE))).get(0);
        }
    }

    static OpenAiTextGenerator open(TestingOpenAiServer server, OpenAiConfig.Limits limits) {
        return OpenAiTextGenerator.open(
                OpenAiConfig.of(server.url(), "tiny-gpt2").with(limits), ApiKey.of(KEY), QUICK);
    }

    static OpenAiConfig.Limits limits(int concurrent, Duration timeout, int attempts) {
        return new OpenAiConfig.Limits(concurrent, timeout, attempts, LONG);
    }

    static GenerationRequest request(SamplingSettings settings) {
        return new GenerationRequest(PROMPT, settings, 1);
    }
}
