package dev.rapport.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.inference.engine.TinyModel;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores after each processor are those of transformers' processor of the same name. */
class LogitsGoldenTest {
    private static final JsonNode GOLDEN = TinyModel.golden().path("processors");

    static Stream<JsonNode> cases() {
        return TinyModel.list(GOLDEN.path("cases")).stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changesScoresAsTransformersDoes(JsonNode golden) {
        // Given
        var scores = TinyModel.floats(GOLDEN.path("before"));
        var history = TinyModel.ints(GOLDEN.path("history"));
        var value = golden.path("value").asDouble();

        // When
        switch (golden.path("name").asText()) {
            case "repetitionPenalty" ->
                LogitsProcessors.penalise(scores, rules(history, value, 0).penalised(), value);
            case "noRepeatNgramSize" ->
                LogitsProcessors.ban(scores, rules(history, 1, (int) value).banned());
            case "temperature" -> LogitsWarpers.temperature(scores, value);
            case "topK" -> LogitsWarpers.topK(scores, (int) value);
            case "topP" -> LogitsWarpers.topP(scores, value);
            case "minP" -> LogitsWarpers.minP(scores, value);
            default -> throw new IllegalStateException(golden.path("name").asText());
        }

        // Then
        assertThat(scores).containsExactly(TinyModel.floats(golden.path("after")), within(1e-5f));
    }

    @Test
    void drawsFromTheDistributionOfTransformersChain() {
        // Given
        var chain = GOLDEN.path("chain");
        var expected = TinyModel.floats(chain.path("probabilities"));
        var settings = new SamplingSettings(
                1,
                1,
                0,
                chain.path("temperature").asDouble(),
                chain.path("topK").asInt(),
                chain.path("topP").asDouble(),
                chain.path("minP").asDouble(),
                chain.path("repetitionPenalty").asDouble(),
                chain.path("noRepeatNgramSize").asInt());
        var prompt = TinyModel.ints(GOLDEN.path("history"));
        var draws = 40_000;

        // When
        var counts = new int[expected.length];
        for (int seed = 0; seed < draws; seed++) {
            var choice = new TokenRules(prompt, settings, seed, 0, Set.of(), List.of()).choice(0);
            counts[ReferenceSampler.choose(TinyModel.floats(GOLDEN.path("before")), choice)]++;
        }

        // Then: chi-square over the tokens that are left; 1e-4 quantile is far below 60 for at most 20 of them
        var chiSquare = IntStream.range(0, counts.length)
                .filter(token -> expected[token] > 0)
                .mapToDouble(token -> Math.pow(counts[token] - draws * expected[token], 2) / (draws * expected[token]))
                .sum();
        assertThat(IntStream.range(0, counts.length).filter(token -> expected[token] == 0))
                .allMatch(token -> counts[token] == 0);
        assertThat(chiSquare).isLessThan(60);
    }

    @Test
    void choosesTheBestTokenWhenGreedy() {
        // When
        var token = ReferenceSampler.choose(TinyModel.floats(GOLDEN.path("before")), TokenChoice.greedy(0));

        // Then
        assertThat(token).isEqualTo(GOLDEN.path("best").asInt());
    }

    private static TokenChoice rules(int[] history, double penalty, int ngram) {
        var settings = new SamplingSettings(1, 1, 0, 1, 0, 1, 0, penalty, ngram);
        return new TokenRules(history, settings, 0, 0, Set.of(), List.of()).choice(0);
    }
}
