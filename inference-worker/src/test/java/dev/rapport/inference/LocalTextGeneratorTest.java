package dev.rapport.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.GenerationResult.Generated;
import dev.rapport.inference.GenerationResult.Refusal;
import dev.rapport.inference.GenerationResult.Refused;
import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.FakeLanguageModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.checkpoint.TokenizerFile;
import dev.rapport.inference.model.djl.DjlTokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTextGeneratorTest {
    private static final ModelShape SHAPE = new ModelShape(384, 100, 0, 8, 40);
    private static final SamplingSettings SETTINGS = SamplingSettings.DEFAULT.withMaxNewTokens(12);

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
    void usesTheContextToItsLastPosition() {
        // Given: 1 token a letter
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            var room = SamplingSettings.greedy(11);

            // When
            var fits = generator.generate(List.of(new GenerationRequest("~".repeat(90), room, 1)));
            var over = generator.generate(List.of(new GenerationRequest("~".repeat(91), room, 1)));

            // Then
            assertThat(fits.get(0)).isInstanceOf(Generated.class);
            assertThat(over.get(0)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void refusesWhatTheCacheNeverHolds() {
        try (var generator = over(new FakeLanguageModel(new ModelShape(384, 100, 0, 8, 2)))) {
            // When
            var result = generator.generate(List.of(new GenerationRequest("~".repeat(20), SETTINGS, 1)));

            // Then
            assertThat(result).singleElement().isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason())
                    .isEqualTo(Refusal.CACHE_TOO_SMALL));
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
            assertThat(generator.statistics()).isEqualTo(new GeneratorStatistics(5, 10, 3, 0, 0, 0));
        }
    }

    @Test
    void failsEveryoneWhoWaitsWhenTheModelFails() {
        // Given
        var model = new FakeLanguageModel(SHAPE).failingAfter(2);
        try (var generator = over(model)) {
            var request = new GenerationRequest("a lamp", SETTINGS, 1);

            // Then
            assertThatThrownBy(() -> generator.generate(List.of(request, request)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("planted");
            assertThatThrownBy(() -> generator.generate(List.of(request)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("planted");
        }
        assertThat(model.isClosed()).isTrue();
    }

    @Test
    void failsWhatHasNotEndedWhenItIsClosed() {
        // Given
        var model = new FakeLanguageModel(SHAPE);
        var generator = over(model);
        var settings = new SamplingSettings(1, 90, 90, 1, 0, 1, 0, 1, 0);
        var futures = IntStream.range(0, 2000)
                .mapToObj(i -> generator.submit(new GenerationRequest("~~", settings, i)))
                .toList();

        // When
        generator.close();

        // Then
        assertThat(model.isClosed()).isTrue();
        assertThat(futures).allMatch(future -> future.isDone());
        assertThatThrownBy(() -> futures.get(1999).join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("the generator is closed");
    }

    @Test
    void tellsWhereItsTextsComeFrom() {
        try (var generator = LocalTextGenerator.open(TinyModel.checkpoint(), GeneratorConfig.DEFAULT)) {
            assertThat(generator.info().id()).isEqualTo("tiny-gpt2");
            assertThat(generator.info().sha256())
                    .isEqualTo(TinyModel.checkpoint().sha256());
            assertThat(generator.info().precision()).isEqualTo("fp32");
            assertThat(generator.info().engine()).startsWith("DJL 0.35.1, PyTorch 2.7.1");
        }
    }

    @Test
    void failsToOpenWhatIsNoModelInOneLine() {
        assertThatThrownBy(() -> LocalTextGenerator.open("/no/such/folder", GeneratorConfig.DEFAULT))
                .isInstanceOf(ModelException.class)
                .hasMessage("model /no/such/folder: no such folder");
    }

    private static LocalTextGenerator over(FakeLanguageModel model) {
        return LocalTextGenerator.over(
                model,
                new DjlTokenizer(TokenizerFile.read(TinyModel.folder())),
                new ModelInfo("fake", "0", "fp32", "fake"),
                new GeneratorConfig(new BatchingConfig(4, 50), 1));
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
