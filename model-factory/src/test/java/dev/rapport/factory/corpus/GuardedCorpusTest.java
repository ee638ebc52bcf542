package dev.rapport.factory.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.factory.evaluation.PromptGuard;
import dev.rapport.tuning.pair.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedCorpusTest {
    @Test
    void writesRepliesThatThePipelineWouldSend() {
        // Given
        for (var split : Split.values()) {
            var corpus = new Corpus(split, 12);
            for (var i = 0; i < 2_000; i++) {
                // When
                var example = corpus.next();
                // Then
                assertThat(new PromptGuard(example).verdicts(example.replyText()))
                        .as(example.prompt() + example.replyText())
                        .isEqualTo(List.of());
            }
        }
    }
}
