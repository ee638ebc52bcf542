package dev.rapport.tuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.checkpoint.Tensor;
import dev.rapport.tuning.checkpoint.TestingModel;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.data.TestingExamples;
import dev.rapport.tuning.data.TestingTokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {
    private static final TrainingLimits THREE_EPOCHS = TrainingLimits.NONE.withEpochs(3);

    private ReplyTokenizer tokenizer;

    @BeforeEach
    void openTokenizer() throws IOException {
        tokenizer = TestingTokenizer.bytes();
    }

    @AfterEach
    void closeTokenizer() {
        tokenizer.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lowersTheLossInFiveEpochs(boolean bf16) throws IOException {
        try (var module = module(bf16)) {
            // Given
            var before = unseen().loss(module).orElseThrow();
            // When
            var progress = loop(module, TrainingLimits.NONE.withEpochs(5)).run(report -> {});
            // Then
            assertThat(before).isBetween(5.4, 5.8);
            assertThat(unseen().loss(module).orElseThrow()).isLessThan(before - 0.5);
            assertThat(progress.done()).isEqualTo(1);
            assertThat(progress.validationLoss()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesTheSameWeightsForTheSameSeed(boolean bf16) throws IOException {
        // When
        var once = trained(bf16);
        var again = trained(bf16);
        // Then
        assertThat(again.equals(once)).isTrue();
        assertThat(once.equals(bits(ModuleTensors.ordered(
                        TestingModel.CONFIG, TestingModel.of(5).weights()))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void goesOnToTheSameWeightsAfterABreak(int report, @TempDir Path folder) throws IOException {
        // Given
        var file = folder.resolve("state.safetensors");
        try (var module = module(true)) {
            var loop = loop(module, THREE_EPOCHS);
            assertThatThrownBy(() -> loop.run(
                            breakAt(report, loop, () -> state(loop, module).write(file))))
                    .isInstanceOf(Killed.class);
        }
        var state = TrainingState.read(file);
        try (var module = new TrainingModule(TestingModel.CONFIG, state, ComputeDevice.CPU, true)) {
            var loop = loop(module, THREE_EPOCHS);
            loop.resume(state.position(), state.best());
            // When
            var progress = loop.run(ignored -> {});
            // Then
            assertThat(bits(module.weights()).equals(trained(true))).isTrue();
            assertThat(progress.step()).isGreaterThan(state.position().step());
            assertThat(state.settings()).containsEntry("seed", "5");
        }
    }

    @Test
    void stopsWithoutGainAndKnowsTheBest() throws IOException {
        try (var module = module(false)) {
            // Given
            var wild = new LearningRate(0.9, 1, 1); // every step away from what was good
            var limits = TrainingLimits.NONE.withPatience(2);
            var loop = new TrainingLoop(module, plan(wild, limits), () -> 0);
            var losses = new ArrayList<Double>();
            // When
            var progress = loop.run(report -> report.validationLoss().ifPresent(losses::add));
            // Then
            var position = loop.position();
            assertThat(progress.done()).isEqualTo(1);
            assertThat(position.withoutGain()).isEqualTo(2);
            assertThat(losses).element(losses.size() - 3).isEqualTo(position.bestLoss());
            assertThat(losses).allMatch(loss -> loss >= position.bestLoss());
            assertThat(loop.best()).hasSize(TestingModel.of(1).weights().size());
        }
    }

    @Test
    void endsWhenTheTimeIsUp() throws IOException {
        try (var module = module(false)) {
            // Given
            var clock = new long[1];
            var limits = TrainingLimits.NONE.withTime(Duration.ofSeconds(7));
            var loop = new TrainingLoop(module, plan(rate(), limits), () -> clock[0]++ * 1_000_000_000L);
            // When
            var progress = loop.run(report -> {});
            // Then
            assertThat(progress.elapsed()).isEqualTo(Duration.ofSeconds(7));
            assertThat(progress.step()).isEqualTo(6);
        }
    }

    private List<FloatBuffer> trained(boolean bf16) throws IOException {
        try (var module = module(bf16)) {
            loop(module, THREE_EPOCHS).run(report -> {});
            return bits(module.weights());
        }
    }

    /** To be compared without being printed. */
    private static List<FloatBuffer> bits(List<Tensor> tensors) {
        return tensors.stream().map(tensor -> FloatBuffer.wrap(tensor.values())).toList();
    }

    private TrainingLoop loop(TrainingModule module, TrainingLimits limits) {
        return new TrainingLoop(module, plan(rate(), limits), () -> 0);
    }

    private TrainingPlan plan(LearningRate rate, TrainingLimits limits) {
        return new TrainingPlan(new TwoRounds(), unseen(), 5, 512, rate, limits);
    }

    private static LearningRate rate() {
        return new LearningRate(1e-2, 3, 0.05);
    }

    private List<Sequence> sequences(int count, long seed) {
        return TestingExamples.of(count, seed).stream().map(tokenizer::sequence).toList();
    }

    private Validation unseen() {
        return new Validation(sequences(4, 9), TestingModel.CONFIG.contextLength(), 512);
    }

    /** At the n-th report that comes in the middle of a round. */
    private static Consumer<TrainingProgress> breakAt(int report, TrainingLoop loop, Save save) {
        var left = new AtomicInteger(report);
        return progress -> {
            if (loop.position().taken() > 0 && left.decrementAndGet() == 0) {
                try {
                    save.now();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                throw new Killed();
            }
        };
    }

    private static TrainingState state(TrainingLoop loop, TrainingModule module) {
        return new TrainingState(
                loop.position(), Map.of("seed", "5"), module.weights(), module.means(), module.squares(), loop.best());
    }

    private static TrainingModule module(boolean bf16) throws IOException {
        return new TrainingModule(TestingModel.of(5), ComputeDevice.CPU, bf16);
    }

    /** Thirty-two examples a round and two rounds an epoch. */
    private final class TwoRounds implements Curriculum {
        @Override
        public List<Sequence> round(long number, double done) {
            return sequences(32, 50 + number);
        }

        @Override
        public int roundsPerEpoch() {
            return 2;
        }
    }

    private interface Save {
        void now() throws IOException;
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
