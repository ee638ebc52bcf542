package dev.rapport.inference.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.schemas.FinishReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TextGenerator} has to do; a test of one extends it. */
public abstract class TextGeneratorContract {
    private static final long PATIENCE_SECONDS = 60;
    /** Settings that every model can follow. */
    private static final SamplingSettings SETTINGS = new SamplingSettings(2, 12, 0, 0.9, 0, 0.95, 0, 1, 0);

    private TextGenerator generator;

    /** A generator over {@link TinyModel}, or one as small: 256 tokens of context. */
    protected abstract TextGenerator open();

    @BeforeEach
    void openGenerator() {
        generator = open();
    }

    @AfterEach
    void closeGenerator() {
        generator.close();
    }

    @Test
    void answersInTheOrderOfTheRequests() {
        // Given
        var requests = requests(8);
        var alone = requests.stream()
                .map(request -> generator.generate(List.of(request)).get(0))
                .toList();

        // When
        var together = generator.generate(requests);

        // Then
        assertThat(together).isEqualTo(alone);
        assertThat(together).doesNotHaveDuplicates();
    }

    @Test
    void oneBadPromptAffectsNoOther() {
        // Given
        var good = request("The blue lamp", 1);

        // When
        var results = generator.generate(List.of(good, request("", 1), request("long ".repeat(400), 1), good));

        // Then
        assertThat(results.get(0)).isInstanceOf(Generated.class).isEqualTo(results.get(3));
        assertThat(results.get(1)).isEqualTo(new Refused(Refusal.EMPTY_PROMPT, "the prompt is empty", 0));
        assertThat(results.get(2)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.PROMPT_TOO_LONG);
            assertThat(refused.detail()).contains("context").doesNotContain("long long");
        });
    }

    @Test
    void ranksAsManyCandidatesAsItIsAskedFor() {
        // When
        var results = generator.generate(List.of(
                new GenerationRequest("The blue lamp", SETTINGS.withCandidates(5), 7),
                new GenerationRequest("The blue lamp", SETTINGS.withCandidates(1), 7)));

        // Then
        assertThat(candidates(results.get(0)))
                .hasSize(5)
                .isSortedAccordingTo(
                        Comparator.comparingDouble(GeneratedCandidate::score).reversed())
                .allSatisfy(candidate -> {
                    assertThat(candidate.isScored()).isTrue();
                    assertThat(candidate.logProbability()).isNegative();
                });
        assertThat(candidates(results.get(0)))
                .extracting(GeneratedCandidate::text)
                .doesNotHaveDuplicates();
        assertThat(candidates(results.get(1))).hasSize(1);
    }

    @Test
    void writesNoMoreTokensThanAllowed() {
        // When
        var result = (Generated) generator
                .generate(List.of(new GenerationRequest("The blue lamp", SETTINGS.withMaxNewTokens(3), 3)))
                .get(0);

        // Then
        assertThat(result.promptTokenCount()).isBetween(3, 13);
        assertThat(result.candidates()).allSatisfy(candidate -> {
            assertThat(candidate.tokenCount()).isBetween(1, 3);
            assertThat(candidate.finishReason()).isIn(FinishReason.LENGTH, FinishReason.EOS);
        });
        assertThat(result.candidates())
                .filteredOn(candidate -> candidate.finishReason() == FinishReason.LENGTH)
                .isNotEmpty()
                .allSatisfy(candidate -> assertThat(candidate.tokenCount()).isEqualTo(3));
    }

    @Test
    void writesTheSameForTheSameSeedAndElseForAnother() {
        // When
        var results = generator.generate(
                List.of(request("The blue lamp", 5), request("The blue lamp", 5), request("The blue lamp", -6)));

        // Then
        assertThat(results.get(0)).isEqualTo(results.get(1)).isNotEqualTo(results.get(2));
    }

    @Test
    void greedyNeedsNoSeed() {
        // Given
        var greedy = SamplingSettings.greedy(8).withCandidates(2);

        // When
        var results = generator.generate(List.of(
                new GenerationRequest("The blue lamp", greedy, 1), new GenerationRequest("The blue lamp", greedy, 2)));

        // Then
        assertThat(results.get(0)).isEqualTo(results.get(1));
        assertThat(candidates(results.get(0)))
                .extracting(GeneratedCandidate::text)
                .hasSize(2)
                .containsOnly(candidates(results.get(0)).get(0).text());
    }

    @Test
    void endsBeforeAStopText() {
        // Given
        var greedy = SamplingSettings.greedy(40);
        var whole = candidates(generator
                        .generate(List.of(new GenerationRequest("The blue lamp", greedy, 1)))
                        .get(0))
                .get(0);
        // The tiny model's text is full of halves of characters: a run of letters is whole.
        var letters = Pattern.compile("[A-Za-z]{2}").matcher(whole.text());
        assertThat(letters.find()).isTrue();
        var stop = letters.group();

        // When
        var result = generator.generate(
                List.of(new GenerationRequest("The blue lamp", greedy.withStop(List.of("\u2603", stop)), 1)));

        // Then
        assertThat(candidates(result.get(0))).singleElement().satisfies(candidate -> {
            assertThat(candidate.text())
                    .isEqualTo(whole.text().substring(0, whole.text().indexOf(stop)));
            assertThat(candidate.finishReason()).isIn(FinishReason.STOP, FinishReason.EOS);
        });
    }

    @Test
    void givesUpWhatIsCancelledAndNothingElse() {
        // Given
        var expected = generator.generate(List.of(request("The blue lamp", 1)));
        var cancelled =
                IntStream.range(0, 40).mapToObj(n -> generator.submit(slow(n))).toList();

        // When
        var other = generator.submit(request("The blue lamp", 1));
        cancelled.forEach(future -> future.cancel(true));

        // Then
        assertThat(other.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join()).isEqualTo(expected.get(0));
        assertThat(cancelled.get(39)).isCancelled();
    }

    @Test
    void failsWhatHasNotEndedWhenItIsClosed() {
        // Given
        var futures =
                IntStream.range(0, 400).mapToObj(n -> generator.submit(slow(n))).toList();

        // When
        generator.close();

        // Then
        assertThat(futures).allMatch(CompletableFuture::isDone);
        assertThatThrownBy(() -> futures.get(399).join())
                .isInstanceOf(CompletionException.class)
                .rootCause()
                .isInstanceOf(ModelException.class)
                .hasMessage("the generator is closed");
    }

    @Test
    void failsWhatComesAfterItsEnd() {
        // Given
        generator.close();

        // When
        var futures = List.of(generator.submit(request("The blue lamp", 1)), generator.submit(request("", 1)));

        // Then
        assertThat(futures).allSatisfy(future -> assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .rootCause()
                .isInstanceOf(ModelException.class)
                .hasMessage("the generator is closed"));
        assertThatThrownBy(() -> generator.generate(requests(1)))
                .isInstanceOf(ModelException.class)
                .hasMessage("the generator is closed");
    }

    @Test
    void closesTwice() {
        generator.close();
        generator.close();
    }

    @Test
    void answersManyThreadsAtOnce() throws InterruptedException {
        // Given
        var requests = requests(12);
        var expected = generator.generate(requests);
        var threads = Executors.newFixedThreadPool(6);

        // When
        var answers = new ArrayList<CompletableFuture<List<GenerationResult>>>();
        for (int thread = 0; thread < 6; thread++) {
            answers.add(CompletableFuture.supplyAsync(() -> generator.generate(requests), threads));
        }

        // Then
        assertThat(answers).allSatisfy(answer -> assertThat(
                        answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join())
                .isEqualTo(expected));
        threads.shutdown();
        assertThat(threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsWhereItsTextsComeFrom() {
        assertThat(generator.info().id()).isEqualTo("tiny-gpt2");
        assertThat(generator.info().engine()).isNotBlank();
        assertThat(generator.info().precision()).isNotBlank();
    }

    private static List<GeneratedCandidate> candidates(GenerationResult result) {
        return ((Generated) result).candidates();
    }

    private static List<GenerationRequest> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> request("The blue lamp number " + n, n))
                .toList();
    }

    private static GenerationRequest request(String prompt, long seed) {
        return new GenerationRequest(prompt, SETTINGS, seed);
    }

    private static GenerationRequest slow(int seed) {
        return new GenerationRequest("A long story:", SETTINGS.withMaxNewTokens(200), seed);
    }
}
