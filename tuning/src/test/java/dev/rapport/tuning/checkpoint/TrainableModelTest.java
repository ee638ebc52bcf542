package dev.rapport.tuning.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.inference.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainableModelTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void namesTheFileThatIsMissing() {
        assertThatThrownBy(() -> TrainableModel.read(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("config.json: must exist, is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "layer_norm_epsilon  | 1e-6   | layer_norm_epsilon must be 1e-5",
                "n_inner             | 64     | shape must be",
                "tie_word_embeddings | false  | tie_word_embeddings must be true"
            })
    void refusesAModelThatTheTrainingWouldNotCompute(String field, String value, String rule) throws IOException {
        // Given
        var model = TestingModel.in(folder.resolve("model"));
        var file = model.resolve("config.json");
        var config = (ObjectNode) JSON.readTree(file.toFile());
        config.set(field, JSON.readTree(value));
        Files.writeString(file, config.toString());
        // When, Then
        assertThatThrownBy(() -> TrainableModel.read(model))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(rule);
    }

    /** Such a model would be trained as one that ends by the tokenizer's own mark. */
    @Test
    void endsByTheMarkOfTheTokenizer() throws IOException {
        // Given
        var model = TestingModel.in(folder.resolve("model"));
        Files.writeString(model.resolve("generation_config.json"), "{\"eos_token_id\": [1, 2]}");
        // When
        var read = TrainableModel.read(model);
        // Then
        assertThat(read.config().endOfTextIds()).containsExactly(256);
    }

    @Test
    void refusesATokenizerWithoutTheMark() throws IOException {
        // Given
        var model = TestingModel.in(folder.resolve("model"));
        var file = model.resolve("tokenizer.json");
        Files.writeString(file, Files.readString(file).replace("<|endoftext|>", "<end>"));
        // When, Then
        assertThatThrownBy(() -> TrainableModel.read(model))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("its tokenizer does not have <|endoftext|>");
    }
}
