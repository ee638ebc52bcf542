package dev.rapport.tuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.tuning.checkpoint.Checkpoint;
import dev.rapport.tuning.checkpoint.Gpt2Shape;
import dev.rapport.tuning.corpus.Corpus;
import dev.rapport.tuning.corpus.Split;
import dev.rapport.tuning.vocabulary.ReplyTokenizer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {
    private static final Gpt2Shape MICRO = new Gpt2Shape(257, 512, 32, 2, 2);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lowersTheLossInTwentySteps(boolean bf16) throws IOException {
        try (var tokenizer = SequenceTest.bytes();
                var module = module(bf16)) {
            // Given
            var corpus = new Corpus(Split.EVALUATION, 9);
            var unseen = Stream.generate(corpus::next)
                    .limit(4)
                    .map(example -> Sequence.of(example, tokenizer, 1))
                    .toList();
            var before = module.loss(unseen);
            // When
            var progress = train(module, tokenizer, 20);
            // Then
            assertThat(before).isBetween(5.4, 5.8);
            assertThat(module.loss(unseen)).isLessThan(before - 0.5);
            assertThat(progress.step()).isEqualTo(20);
        }
    }

    @Test
    void givesTheSameWeightsForTheSameSeed() throws IOException {
        // When
        var once = trainedWeights();
        var again = trainedWeights();
        // Then
        assertThat(again).isEqualTo(once);
        assertThat(once).isNotEqualTo(embedding(InitialWeights.of(MICRO, 5)));
    }

    private static TrainingProgress train(TrainingModule module, ReplyTokenizer tokenizer, int steps) {
        var plan = new TrainingPlan(
                512, new LearningRate(1e-2, 3, 0.05), 0.05, 1.0, 3, Long.MAX_VALUE, Duration.ofSeconds(steps + 1));
        var clock = new ArrayList<>(List.of(0L));
        var loop =
                new TrainingLoop(module, tokenizer, plan, () -> Duration.ofSeconds(clock.set(0, clock.get(0) + 1) - 1)
                        .toNanos());
        return loop.run(new Corpus(Split.TRAINING, 5)::next, 5, progress -> {});
    }

    private static float[] trainedWeights() throws IOException {
        try (var tokenizer = SequenceTest.bytes();
                var module = module(false)) {
            train(module, tokenizer, 3);
            return embedding(module.weights());
        }
    }

    private static float[] embedding(List<dev.rapport.tuning.checkpoint.Tensor> tensors) {
        return Arrays.copyOf(tensors.get(0).values(), 257 * 32);
    }

    private static TrainingModule module(boolean bf16) throws IOException {
        return new TrainingModule(new Checkpoint(MICRO, InitialWeights.of(MICRO, 5), "{}"), bf16);
    }
}
