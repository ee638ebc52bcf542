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
import dev.rapport.schemas.FinishReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    void leavesOutTheBeginningOfAPromptWhereThatIsAskedFor() {
        // Given: 1 token a letter
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            var room = SamplingSettings.greedy(11);
            var tail = "~".repeat(90);

            // When
            var cut = generator.generate(List.of(new GenerationRequest("head" + tail, room, 1)
                    .withOverflow(GenerationRequest.Overflow.TRUNCATE_LEFT)));
            var whole = generator.generate(List.of(
                    new GenerationRequest(tail, room, 1).withOverflow(GenerationRequest.Overflow.TRUNCATE_LEFT)));
            var noRoom = generator.generate(List.of(new GenerationRequest(tail, SamplingSettings.greedy(101), 1)
                    .withOverflow(GenerationRequest.Overflow.TRUNCATE_LEFT)));

            // Then
            assertThat(cut).singleElement().isInstanceOfSatisfying(Generated.class, generated -> {
                assertThat(generated.droppedPromptTokens()).isEqualTo(4);
                assertThat(generated.promptTokens()).hasSize(90);
                assertThat(generated.candidates()).isEqualTo(((Generated) whole.get(0)).candidates());
            });
            assertThat(noRoom).singleElement().isInstanceOf(Refused.class);
        }
    }

    @Test
    @Timeout(2)
    void refusesAPromptThatCanNeverFitWithoutReadingIt() {
        // Given: as large as a record may be; 100 tokens are no more than this
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            var request = new GenerationRequest("~".repeat(900_000), SETTINGS, 1);

            // When: so often that tokenizing it once would take longer
            var results = generator.generate(Collections.nCopies(100, request));

            // Then
            assertThat(results)
                    .allSatisfy(result -> assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
                        assertThat(refused.reason()).isEqualTo(Refusal.PROMPT_TOO_LONG);
                        assertThat(refused.promptTokens()).isZero();
                        assertThat(refused.detail()).contains("bytes").contains("context of 100 tokens");
                    }));
        }
    }

    @Test
    @Timeout(2)
    void readsOnlyTheEndOfAVeryLongPromptWhoseBeginningMayBeLeftOut() {
        // Given
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            var tail = "the blue lamp of a story ".repeat(40);
            var request = new GenerationRequest("~".repeat(900_000) + tail, SETTINGS, 1)
                    .withOverflow(GenerationRequest.Overflow.TRUNCATE_LEFT);
            var end = new GenerationRequest("of " + tail, SETTINGS, 1)
                    .withOverflow(GenerationRequest.Overflow.TRUNCATE_LEFT);

            // When
            var results = generator.generate(Collections.nCopies(20, request));
            var expected = ((Generated) generator.generate(List.of(end)).get(0)).promptTokens();

            // Then
            assertThat(results)
                    .allSatisfy(result -> assertThat(result).isInstanceOfSatisfying(Generated.class, generated -> {
                        assertThat(generated.promptTokens()).isEqualTo(expected);
                        assertThat(generated.droppedPromptTokens()).isPositive();
                    }));
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
            assertThat(generator.statistics()).isEqualTo(new GeneratorStatistics(5, 10, 3, 0, 0, 0, 0));
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
    void turnsAwayWhatCannotBeginInTime() {
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            // Given: all slots are taken for a while
            var long90 = new SamplingSettings(4, 90, 90, 1, 0, 1, 0, 1, 0);
            var busy = generator.submit(new GenerationRequest("~~", long90, 1));

            // When
            var hurried = generator
                    .submit(new GenerationRequest("~~", SETTINGS, 1, 0, Optional.of(Duration.ofNanos(1))))
                    .join();

            // Then
            assertThat(hurried).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                    .isEqualTo(Refusal.TOO_LATE));
            assertThat(busy.join()).isInstanceOf(Generated.class);
        }
    }

    @Test
    void waitsForEverWhereThatIsAllowed() {
        // Given: more nanoseconds than a long holds
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            var patient = new GenerationRequest("a lamp", SETTINGS, 1, 0, Optional.of(Duration.ofDays(365_000)));

            // When
            var result = generator.submit(patient).orTimeout(20, TimeUnit.SECONDS);

            // Then
            assertThat(result.join()).isInstanceOf(Generated.class);
        }
    }

    @Test
    void givesUpWhatIsCancelled() {
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            // Given
            var endless = new SamplingSettings(4, 90, 90, 1, 0, 1, 0, 1, 0);
            var unwanted = IntStream.range(0, 500)
                    .mapToObj(i -> generator.submit(new GenerationRequest("~~", endless, i)))
                    .toList();

            // When
            unwanted.forEach(future -> future.cancel(true));
            generator.generate(List.of(new GenerationRequest("~~", SETTINGS, 1)));

            // Then: it came next, not after all the others
            assertThat(generator.statistics().generatedTokens()).isLessThan(100 * 4 * 90);
            assertThat(generator.statistics().waitingSequences()).isZero();
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
