package dev.rapport.inference.engine;

import static dev.rapport.inference.engine.FakeGenerators.SETTINGS;
import static dev.rapport.inference.engine.FakeGenerators.SHAPE;
import static dev.rapport.inference.engine.FakeGenerators.over;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.generation.TokenRules;
import dev.rapport.inference.model.FakeLanguageModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.text.GeneratedCandidate;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.schemas.FinishReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTextGeneratorTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void writesTheSameAloneAndInABatchOfOthers(long seed) {
        // Given
        var requests = randomRequests(seed, 16);
        var alone = new ArrayList<GenerationResult>();
        try (var one =
                LocalTextGenerator.open(TinyModel.checkpoint(), new GeneratorConfig(new BatchingConfig(1, 1), 1))) {
            requests.forEach(request -> alone.addAll(one.generate(List.of(request))));
        }

        // When
        try (var many = LocalTextGenerator.open(
                TinyModel.checkpoint(), new GeneratorConfig(new BatchingConfig(7, 90), 4 << 20))) {
            var together = many.generate(requests);

            // Then
            assertThat(together).isEqualTo(alone);
        }
    }

    @Test
    void oneBadPromptFailsNoOther() {
        // Given
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            var good = new GenerationRequest("a lamp", SETTINGS, 1);
            var empty = new GenerationRequest("", SETTINGS, 1);
            var tooLong = new GenerationRequest("x ".repeat(200), SETTINGS, 1);

            // When
            var results = generator.generate(List.of(good, empty, tooLong, good));

            // Then
            assertThat(results.get(0)).isInstanceOf(Generated.class).isEqualTo(results.get(3));
            assertThat(results.get(1)).isEqualTo(new Refused(Refusal.EMPTY_PROMPT, "the prompt is empty", 0));
            assertThat(results.get(2)).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo(Refusal.PROMPT_TOO_LONG);
                assertThat(refused.detail()).contains("more than the model's context of 100");
            });
        }
    }

    @Test
    void ranksCandidatesByLogProbabilityPerToken() {
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            // When
            var result = generator.generate(List.of(new GenerationRequest("a lamp", SETTINGS.withCandidates(6), 1)));

            // Then
            var candidates = ((Generated) result.get(0)).candidates();
            assertThat(candidates)
                    .hasSize(6)
                    .isSortedAccordingTo(Comparator.comparingDouble(GeneratedCandidate::score)
                            .reversed())
                    .allSatisfy(c -> assertThat(c.score())
                            .isEqualTo(c.logProbability() / c.tokens().size()));
        }
    }

    @Test
    void countsWhatItDid() {
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            // When
            var settings = new SamplingSettings(2, 5, 5, 1, 0, 1, 0, 1, 0);
            generator.generate(List.of(new GenerationRequest("~~~", settings, 1)));

            // Then
            assertThat(generator.statistics()).isEqualTo(new GeneratorStatistics(5, 10, 3, 0, 0, 0, 0));
        }
    }

    @Test
    void handsOnTheTextAsItGrows() {
        try (var generator = LocalTextGenerator.open(TinyModel.checkpoint(), GeneratorConfig.DEFAULT)) {
            // Given
            var parts = new ConcurrentHashMap<Integer, StringBuilder>();
            var request = new GenerationRequest("The blue lamp", SETTINGS.withMaxNewTokens(40), 3);

            // When
            var result = generator.submit(
                    request, (candidate, part) -> parts.computeIfAbsent(candidate, number -> new StringBuilder())
                            .append(part));

            // Then
            assertThat(((Generated) result.join()).candidates())
                    .extracting(GeneratedCandidate::text)
                    .containsExactlyInAnyOrderElementsOf(
                            parts.values().stream().map(StringBuilder::toString).toList());
        }
    }

    @Test
    void endsBeforeAStopText() {
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            // Given: what it writes without
            var settings = new SamplingSettings(1, 30, 30, 0, 0, 1, 0, 1, 0);
            var whole = only(generator, new GenerationRequest("a lamp", settings, 0));
            var letter =
                    whole.text().chars().skip(4).filter(Character::isLetter).findFirst();
            var stop = Character.toString(letter.orElseThrow());

            // When
            var stopped =
                    only(generator, new GenerationRequest("a lamp", settings.withStop(List.of("never", stop)), 0));

            // Then
            assertThat(stopped.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(stopped.text())
                    .isEqualTo(whole.text().substring(0, whole.text().indexOf(stop)));
            assertThat(whole.tokens())
                    .startsWith(stopped.tokens().toArray(Integer[]::new))
                    .hasSizeGreaterThan(stopped.tokens().size());
        }
    }

    @Test
    void writesNoBadWord() {
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            // Given: words that it likes best
            var settings = SamplingSettings.greedy(1);
            var liked = IntStream.range(0, 40)
                    .mapToObj(i -> new GenerationRequest("lamp " + i, settings, 0))
                    .filter(request -> only(generator, request).text().matches("[A-Za-z]+"))
                    .toList();
            assertThat(liked).isNotEmpty();

            for (var request : liked) {
                // When
                var word = only(generator, request).text();
                var other = only(
                        generator, new GenerationRequest(request.prompt(), settings.withBadWords(List.of(word)), 0));

                // Then
                assertThat(other.text()).isNotEqualTo(word);
            }
        }
    }

    @Test
    void tellsWhereItsTextsComeFrom() {
        try (var generator = LocalTextGenerator.open(TinyModel.checkpoint(), GeneratorConfig.DEFAULT)) {
            assertThat(generator.info().id()).isEqualTo("tiny-gpt2");
            assertThat(generator.info().sha256())
                    .isEqualTo(TinyModel.checkpoint().sha256());
            assertThat(generator.info().precision()).isEqualTo("fp32");
            assertThat(generator.info().engine()).startsWith("DJL 0.35.1, PyTorch 2.7.1");
            assertThat(generator.info().samplerVersion()).isEqualTo(TokenRules.VERSION);
            assertThat(generator.info().threads()).as("as the build sets it").isEqualTo(1);
        }
    }

    @Test
    void failsToOpenWhatIsNoModelInOneLine() {
        assertThatThrownBy(() -> LocalTextGenerator.open("/no/such/folder", GeneratorConfig.DEFAULT))
                .isInstanceOf(ModelException.class)
                .hasMessage("model /no/such/folder: no such folder");
    }

    private static GeneratedCandidate only(LocalTextGenerator generator, GenerationRequest request) {
        return ((Generated) generator.generate(List.of(request)).get(0))
                .candidates()
                .get(0);
    }

    private static List<GenerationRequest> randomRequests(long seed, int count) {
        var random = new Random(seed);
        var requests = new ArrayList<GenerationRequest>();
        for (int i = 0; i < count; i++) {
            var prompt = "The blue lamp ".repeat(1 + random.nextInt(8)) + i;
            var settings = new SamplingSettings(
                    1 + random.nextInt(3),
                    1 + random.nextInt(40),
                    0,
                    random.nextInt(3) * 0.7,
                    random.nextInt(2) * 20,
                    random.nextBoolean() ? 0.9 : 1,
                    0,
                    1.1,
                    0);
            requests.add(new GenerationRequest(prompt, settings, random.nextLong()));
        }
        return requests;
    }
}
