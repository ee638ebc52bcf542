package dev.rapport.inference.openai;

import static dev.rapport.inference.openai.TestingRequests.KEY;
import static dev.rapport.inference.openai.TestingRequests.LONG;
import static dev.rapport.inference.openai.TestingRequests.ONE;
import static dev.rapport.inference.openai.TestingRequests.PROMPT;
import static dev.rapport.inference.openai.TestingRequests.QUICK;
import static dev.rapport.inference.openai.TestingRequests.generate;
import static dev.rapport.inference.openai.TestingRequests.limits;
import static dev.rapport.inference.openai.TestingRequests.open;
import static dev.rapport.inference.openai.TestingRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.openai.TestingOpenAiServer.Trait;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of a server that is well, and what is made of its answers. */
class OpenAiTextGeneratorTest {
    private final TestingOpenAiServer server = new TestingOpenAiServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void sendsTheKeyAsABearerToken() {
        generate(server, limits(4, LONG, 1));
        assertThat(server.asked().get(0).headers().getFirst("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Test
    void sendsTheKeyBareInAnyOtherHeader() {
        // Given
        var plain = OpenAiConfig.of(URI.create(server.url() + "?api-version=2026-01-01"), "tiny-gpt2");
        var azure = new OpenAiConfig(
                plain.baseUrl(), plain.model(), ApiMode.CHAT, "", Extensions.NONE, true, "api-key", plain.limits());

        // When
        try (var generator = OpenAiTextGenerator.open(azure, ApiKey.of(KEY), QUICK)) {
            generator.generate(List.of(request(ONE)));
        }

        // Then
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.headers().getFirst("api-key")).isEqualTo(KEY);
            assertThat(asked.headers().containsKey("Authorization")).isFalse();
            assertThat(asked.path()).isEqualTo("/v1/chat/completions?api-version=2026-01-01");
        });
    }

    @Test
    void neverAsksMoreAtATimeThanItMay() {
        // Given
        var requests = IntStream.range(0, 60)
                .mapToObj(n -> new GenerationRequest(PROMPT + n, ONE.withCandidates(2), n))
                .toList();

        // When
        try (var generator = open(server, limits(3, LONG, 3))) {
            generator.generate(requests);
        }

        // Then
        assertThat(server.asked()).hasSize(60);
        assertThat(server.mostUnderWay()).isBetween(2, 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"IGNORES_N", "REFUSES_N"})
    void asksOneByOneOnceItKnowsThatItHasTo(Trait trait) {
        try (var single = new TestingOpenAiServer(trait);
                var generator =
                        OpenAiTextGenerator.open(OpenAiConfig.of(single.url(), "tiny-gpt2"), ApiKey.NONE, QUICK)) {
            // When
            var first = generator.generate(List.of(request(ONE.withCandidates(3))));
            var askedFirst = single.asked().size();
            var second = generator.generate(List.of(request(ONE.withCandidates(3))));

            // Then
            assertThat(askedFirst).isEqualTo(trait == Trait.IGNORES_N ? 3 : 4);
            assertThat(single.asked().size() - askedFirst).isEqualTo(3);
            assertThat(single.asked().subList(askedFirst, askedFirst + 3))
                    .extracting(asked -> asked.body().path("n").asInt())
                    .containsOnly(1);
            assertThat(first).isEqualTo(second);
        }
    }

    @Test
    void doesWithoutLogProbabilitiesAndCounts() {
        try (var terse = new TestingOpenAiServer(Trait.NO_LOG_PROBABILITIES, Trait.NO_USAGE);
                var generator =
                        OpenAiTextGenerator.open(OpenAiConfig.of(terse.url(), "tiny-gpt2"), ApiKey.NONE, QUICK)) {
            // When
            var result = (Generated)
                    generator.generate(List.of(request(ONE.withCandidates(3)))).get(0);

            // Then
            assertThat(result.promptTokenCount()).isZero();
            assertThat(result.candidates())
                    .hasSize(3)
                    .allMatch(candidate -> !candidate.isScored() && candidate.tokenCount() == 0);
        }
    }

    @Test
    void refusesSettingsThatTheServerDoesNotKnowWithoutAskingIt() {
        // Given
        var settings = new SamplingSettings(1, 8, 0, 0.9, 40, 1, 0, 1, 0);

        // When
        try (var generator = open(server, limits(4, LONG, 1))) {
            var result = generator.generate(List.of(request(settings)));

            // Then
            assertThat(result).singleElement().isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo(Refusal.UNSUPPORTED_SAMPLING);
                assertThat(refused.detail()).contains("top-k=40").contains("inference.openai.extensions=none");
            });
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void leavesNoThreadOfItsOwnBehind() {
        // When
        generate(server, limits(4, LONG, 1));

        // Then
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("rapport-openai")));
    }

    @Test
    void tellsTheServerAndNoChecksum() {
        try (var generator = open(server, limits(4, LONG, 1))) {
            assertThat(generator.info())
                    .isEqualTo(new ModelInfo(
                            "tiny-gpt2",
                            "",
                            "unknown",
                            "OpenAI API at " + server.url().getAuthority()));
        }
    }
}
