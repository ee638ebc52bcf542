package dev.rapport.tuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.GeneratorConfig;
import dev.rapport.inference.LocalTextGenerator;
import dev.rapport.tuning.checkpoint.Checkpoint;
import dev.rapport.tuning.checkpoint.CheckpointFolder;
import dev.rapport.tuning.checkpoint.Gpt2Shape;
import dev.rapport.tuning.training.InitialWeights;
import dev.rapport.tuning.vocabulary.BytePairTrainer;
import dev.rapport.tuning.vocabulary.TokenizerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hi Ana, the mug.|Ana|true",
                "Hi Anabel!|Ana|false",
                "Hi Anabel, dear Ana!|Ana|true",
                "now 12.50 USD.|2.50 USD|false",
                "now 112.50 USD.|12.50 USD|false",
                "王小明，您好|小明|true",
                "试试Ana吧|Ana|true",
                "the ceramic mug|Ceramic Mug|false"
            })
    void knowsAWholeValueWhenItSeesOne(String reply, String value, boolean there) {
        assertThat(CopyCheck.contains(reply, value)).isEqualTo(there);
    }

    @Test
    void givesAnUntrainedModelNoCredit(@TempDir Path folder) throws IOException {
        // Given
        var shape = new Gpt2Shape(257, 512, 32, 1, 2);
        var json = TokenizerFile.of(BytePairTrainer.train(List.of(), 257));
        var place = folder.resolve("model");
        new CheckpointFolder(place).write(new Checkpoint(shape, InitialWeights.of(shape, 1), json), 256, "card");
        try (var generator = LocalTextGenerator.open(place.toString(), GeneratorConfig.DEFAULT)) {
            // When
            var evaluation = new Evaluator(generator).evaluate(4, 1);
            // Then
            assertThat(evaluation.greedy().keySet()).containsExactly("en", "zh");
            assertThat(evaluation.greedy().values()).allSatisfy(score -> {
                assertThat(score.product()).isZero();
                assertThat(score.complete()).isZero();
            });
            assertThat(evaluation.distinct()).isEqualTo(3);
            assertThat(evaluation.samples()).hasSize(8).allSatisfy(sample -> assertThat(sample.prompt())
                    .contains("reply:"));
        }
    }
}
