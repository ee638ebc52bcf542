package dev.rapport.tuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.tuning.data.TestingTokenizer;
import dev.rapport.tuning.pair.Example;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTest {
    @Test
    void countsTheReplyOnly() throws IOException {
        try (var tokenizer = TestingTokenizer.bytes()) {
            // When
            var sequence = tokenizer.sequence(new Example("name: 王\nreply:", " Hi 王!"));
            // Then
            var prompt = tokenizer.encode("name: 王\nreply:").length;
            assertThat(sequence.weights()).hasSize(prompt + 4 + 3 + 1 + 1);
            for (var i = 0; i < sequence.weights().length; i++) {
                assertThat(sequence.weights()[i]).as("token " + i).isEqualTo(i < prompt ? 0 : 1);
            }
            assertThat(sequence.ids()).endsWith(tokenizer.endId());
            assertThat(tokenizer.inputs(new Example("name: 王\nreply:", " Hi 王!")))
                    .isEqualTo(sequence.length() - 1);
        }
    }

    @Test
    void asksForTheTokenAfterEachCountedPosition() {
        // Given
        var longer = new Sequence(new long[] {5, 6, 7, 8}, new float[] {0, 0, 1, 2});
        var shorter = new Sequence(new long[] {9, 1}, new float[] {0, 1});
        // When
        var batch = Batch.of(List.of(longer, shorter), 64);
        // Then
        assertThat(batch.length()).isEqualTo(16);
        assertThat(batch.ids()).startsWith(5, 6, 7, 0).hasSize(32);
        assertThat(batch.rows()).hasSize(128).startsWith(1, 2, 16, 0);
        assertThat(batch.targets()).hasSize(128).startsWith(7, 8, 1, 0);
        assertThat(batch.weights()).hasSize(128).startsWith(1, 2, 1, 0).endsWith(0);
        assertThat(batch.weight()).isEqualTo(4);
        assertThat(batch.tokens()).isEqualTo(4);
    }

    @Test
    void refusesASequenceThatDoesNotFit() {
        var sequence = new Sequence(new long[40], new float[40]);
        assertThatThrownBy(() -> Batch.of(List.of(sequence), 32)).hasMessageContaining("39 tokens");
    }

    @Test
    void warmsUpThenFallsToTheFloor() {
        // Given
        var rate = new LearningRate(1, 10, 0.1);
        // Then
        assertThat(rate.at(0, 0)).isEqualTo(0.1);
        assertThat(rate.at(9, 0)).isEqualTo(1);
        assertThat(rate.at(100, 0.5)).isBetween(0.54, 0.56);
        assertThat(rate.at(100, 1)).isBetween(0.0999, 0.1001);
    }
}
