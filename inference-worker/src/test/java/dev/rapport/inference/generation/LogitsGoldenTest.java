package dev.rapport.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.inference.TinyModel;
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
        var history = new TokenHistory(TinyModel.ints(GOLDEN.path("history")));
        var value = golden.path("value").asDouble();

        // When
        switch (golden.path("name").asText()) {
            case "repetitionPenalty" -> LogitsProcessors.penalizeRepetition(scores, history, value);
            case "noRepeatNgramSize" -> LogitsProcessors.forbidRepeatedNgrams(scores, history, (int) value);
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
            var next = new NextToken(prompt, settings, seed, 0, -1);
            counts[next.choose(TinyModel.floats(GOLDEN.path("before")))]++;
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
        // Given
        var next = new NextToken(new int[] {1}, SamplingSettings.greedy(1), 7, 0, -1);

        // When
        var token = next.choose(TinyModel.floats(GOLDEN.path("before")));

        // Then
        assertThat(token).isEqualTo(GOLDEN.path("best").asInt());
    }
}
