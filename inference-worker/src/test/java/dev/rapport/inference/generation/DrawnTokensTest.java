package dev.rapport.inference.generation;

import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.Precision;
import dev.rapport.inference.model.StepInput;
import dev.rapport.inference.model.StepInput.PromptChunk;
import dev.rapport.inference.model.djl.DjlLanguageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is drawn is as probable as the model says, for every seed, candidate and position. */
class DrawnTokensTest {
    private static final int SEEDS = 64;
    private static final int CANDIDATES = 4;
    private static final int POSITIONS = 64;
    private static final int A_STEP = 1_024;
    private static final int[] PROMPT = IntStream.range(20, 60).toArray();

    /** One draw. */
    private record Draw(long seed, int candidate, int position, int token) {}

    @Test
    void areAsProbableAsTheReferenceSays() {
        // Given
        var logits = new float[] {0.5f, 2, -1, 1.5f, -3, 0, 1, -8};

        // When
        var tokens = choices().stream()
                .map(choice -> ReferenceSampler.choose(logits.clone(), choice))
                .toList();

        // Then
        assertAsProbable(logits, draws(tokens));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void areAsProbableAsTheModelSays(Precision precision) {
        try (var model = DjlLanguageModel.load(TinyModel.checkpoint(), ComputeDevice.CPU, precision, 1 << 20, 1)) {
            // Given
            var prompt = new PromptChunk(PROMPT, 0, PROMPT.length, new int[] {1});
            var choices = choices();
            var tokens = new ArrayList<Integer>();
            var logits = new float[0];

            // When
            for (int from = 0; from < choices.size(); from += A_STEP) {
                var some = choices.subList(from, Math.min(choices.size(), from + A_STEP));
                var output = model.step(new StepInput(List.of(), List.of(), List.of(prompt), some, 1));
                IntStream.range(0, some.size()).mapToObj(output::token).forEach(tokens::add);
                logits = output.logits(0);
            }

            // Then
            assertAsProbable(logits, draws(tokens));
        }
    }

    /** Of all draws, along each axis alone, and where seed and position are the same number. */
    private static void assertAsProbable(float[] logits, List<Draw> draws) {
        var probabilities = probabilities(logits);
        assertFits(probabilities, draws, "all", 1, (draw, slice) -> true);
        assertFits(probabilities, draws, "seed", SEEDS, (draw, slice) -> draw.seed() == slice);
        assertFits(probabilities, draws, "candidate", CANDIDATES, (draw, slice) -> draw.candidate() == slice);
        assertFits(probabilities, draws, "position", POSITIONS, (draw, slice) -> draw.position() == slice);
        assertFits(
                probabilities,
                draws,
                "seed equal to position, candidate",
                CANDIDATES,
                (draw, slice) -> draw.seed() == draw.position() && draw.candidate() == slice);
    }

    private static void assertFits(
            double[] probabilities, List<Draw> draws, String what, int slices, BiPredicate<Draw, Integer> isIn) {
        for (int slice = 0; slice < slices; slice++) {
            var counts = new long[probabilities.length];
            for (var draw : draws) {
                if (isIn.test(draw, slice)) {
                    counts[draw.token()]++;
                }
            }
            ChiSquare.assertFits(counts, probabilities, what + " " + slice);
        }
    }

    /** A choice for every seed, candidate and position, all of them after the same row: the model says the same to all. */
    private static List<TokenChoice> choices() {
        return IntStream.range(0, SEEDS * CANDIDATES)
                .boxed()
                .flatMap(i -> choices(i / CANDIDATES, i % CANDIDATES))
                .toList();
    }

    private static Stream<TokenChoice> choices(long seed, int candidate) {
        var settings = new SamplingSettings(CANDIDATES, POSITIONS, 0, 1.0, 0, 1.0, 0.0, 1.0, 0);
        var rules = new TokenRules(new int[] {1}, settings, seed, candidate, Set.of(), List.of());
        return IntStream.range(0, POSITIONS)
                .mapToObj(position -> {
                    var choice = rules.choice(0);
                    rules.add(position);
                    return choice;
                })
                .toList()
                .stream();
    }

    private static List<Draw> draws(List<Integer> tokens) {
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> new Draw(
                        i / (CANDIDATES * POSITIONS), i / POSITIONS % CANDIDATES, i % POSITIONS, tokens.get(i)))
                .toList();
    }

    private static double[] probabilities(float[] logits) {
        var weights = IntStream.range(0, logits.length)
                .mapToDouble(i -> Math.exp(logits[i]))
                .toArray();
        var total = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / total).toArray();
    }
}
