package dev.rapport.factory.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.factory.corpus.Corpus;
import dev.rapport.factory.corpus.ProductTitles;
import dev.rapport.factory.training.InitialWeights;
import dev.rapport.factory.vocabulary.BytePairTrainer;
import dev.rapport.factory.vocabulary.TokenizerFile;
import dev.rapport.inference.engine.GeneratorConfig;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.model.checkpoint.Gpt2Config;
import dev.rapport.tuning.checkpoint.CheckpointFolder;
import dev.rapport.tuning.checkpoint.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
    @Test
    void givesAnUntrainedModelNoCredit(@TempDir Path folder) throws IOException {
        // Given
        try (var generator = untrained(folder)) {
            // When
            var evaluation =
                    new Evaluator(generator, examples -> new ReferenceLoss.Loss(2, examples.size())).evaluate(10, 1);
            // Then
            var rows = 2 * 3 * (1 + Corpus.tasks().size());
            assertThat(evaluation.results()).hasSize(rows);
            for (var language : List.of("en", "zh")) {
                var scores = evaluation
                        .scores(Evaluation.GREEDY, Evaluation.ALL_TASKS, language)
                        .orElseThrow();
                assertThat(scores.replies()).isEqualTo(10);
                assertThat(scores.verbatim("product")).hasValue(0);
                assertThat(scores.sendable()).isZero();
                assertThat(scores.perplexity()).isCloseTo(Math.exp(2), within(1e-9));
                var fixed = evaluation
                        .scores(Evaluation.TEMPLATE, "recommend", language)
                        .orElseThrow();
                assertThat(fixed.verbatim("product")).hasValue(1);
                var drawn = evaluation
                        .scores(Evaluation.DRAWN, Evaluation.ALL_TASKS, language)
                        .orElseThrow();
                assertThat(drawn.distinctPairs()).isBetween(0.5, 1.0);
            }
            assertThat(evaluation.samples())
                    .hasSize(4 * Corpus.tasks().size())
                    .allSatisfy(sample -> assertThat(sample.prompt()).contains("reply:"));
        }
    }

    @Test
    void refusesToAskLessThanOnePromptATask(@TempDir Path folder) throws IOException {
        // Given
        try (var generator = untrained(folder)) {
            var evaluator = new Evaluator(generator);
            // When, Then
            assertThatThrownBy(() -> evaluator.evaluate(1, 1)).hasMessageContaining("at least");
        }
    }

    @Test
    void asksAboutRealProductsThatWereNotTrainedOn(@TempDir Path folder) throws IOException {
        // Given
        var titles = new ProductTitles(List.of("RED MUG"), List.of("BLUE MUG"));
        try (var generator = untrained(folder)) {
            var evaluator = new Evaluator(generator);
            // When
            var evaluation = evaluator.addRealTitles(evaluator.evaluate(5, 1), titles);
            // Then
            assertThat(evaluation.measures())
                    .containsEntry("real product titles, number", 1.0)
                    .containsEntry("real product titles, all, replies", 5.0)
                    .containsEntry("real product titles, summary, replies", 1.0)
                    .containsEntry("real product titles, all, repeated verbatim", 0.0)
                    .containsKeys("real product titles, offer, corrupted", "real product titles, post, passing");
            assertThatThrownBy(() -> evaluator.addRealTitles(evaluation, ProductTitles.NONE))
                    .hasMessage("no product titles for evaluation");
        }
    }

    private static LocalTextGenerator untrained(Path folder) throws IOException {
        var config = Gpt2Config.of(257, 2048, 32, 1, 2, 256);
        var json = TokenizerFile.of(BytePairTrainer.train(List.of(), 257));
        var place = folder.resolve("model");
        new CheckpointFolder(place).write(new TrainableModel(config, InitialWeights.of(config, 1), json), into -> {});
        return LocalTextGenerator.open(place.toString(), GeneratorConfig.DEFAULT);
    }
}
