package dev.rapport.factory.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.factory.corpus.GeneratedExample.Piece;
import dev.rapport.factory.corpus.Language;
import dev.rapport.factory.vocabulary.BytePairTrainer;
import dev.rapport.factory.vocabulary.TokenizerFile;
import dev.rapport.tuning.data.ReplyTokenizer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyPracticeTest {
    private static final GeneratedExample EXAMPLE = new GeneratedExample(
            "name: 王\nreply:",
            List.of(new Piece(" Hi ", false), new Piece("王", true), new Piece("!", false)),
            Language.ENGLISH,
            Map.of());

    @Test
    void countsTheReplyOnlyAndCopiedTokensMore() throws IOException {
        try (var tokenizer = bytes()) {
            // When
            var sequence = CopyPractice.withoutSwaps(tokenizer).sequence(EXAMPLE, 3);
            // Then
            var prompt = tokenizer.encode(EXAMPLE.prompt()).length;
            assertThat(sequence.weights()).hasSize(prompt + 4 + 3 + 1 + 1);
            for (var i = 0; i < sequence.weights().length; i++) {
                var inReply = i - prompt;
                var expected = inReply < 0 ? 0 : inReply >= 4 && inReply < 7 ? 3 : 1;
                assertThat(sequence.weights()[i]).as("token " + i).isEqualTo(expected);
            }
            assertThat(sequence.ids()).endsWith(tokenizer.endId());
        }
    }

    @Test
    void countsCharactersBehindAnEmojiRight() throws IOException {
        try (var tokenizer = bytes()) {
            // Given
            var pieces = List.of(new Piece(" 👀 Save ", false), new Piece("25%", true), new Piece(" off", false));
            var example = new GeneratedExample("reply:", pieces, Language.ENGLISH, Map.of());
            // When
            var sequence = CopyPractice.withoutSwaps(tokenizer).sequence(example, 3);
            // Then
            var copied = new StringBuilder();
            for (var i = 0; i < sequence.ids().length; i++) {
                if (sequence.weights()[i] == 3) {
                    copied.append(tokenizer.decode(new long[] {sequence.ids()[i]}));
                }
            }
            assertThat(copied.toString()).isEqualTo("25%");
        }
    }

    /** A tokenizer of bytes: no text to learn merges from. */
    private static ReplyTokenizer bytes() throws IOException {
        return ReplyTokenizer.of(TokenizerFile.of(BytePairTrainer.train(List.of(), 257)));
    }
}
