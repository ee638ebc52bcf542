package dev.rapport.factory.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.factory.corpus.Corpus;
import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.pair.Split;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePairTrainerTest {
    private static final Vocabulary VOCABULARY = BytePairTrainer.train(texts(Split.TRAINING, 1, 1_500), 1_024);

    @Test
    void learnsTheSameVocabularyFromTheSameTexts() {
        // When
        var again = BytePairTrainer.train(texts(Split.TRAINING, 1, 1_500), 1_024);
        // Then
        assertThat(again).isEqualTo(VOCABULARY);
        assertThat(again.tokens()).hasSize(1_024).doesNotHaveDuplicates().endsWith(ReplyTokenizer.END_MARK);
    }

    @Test
    void joinsTheMostFrequentPairFirst() {
        // When
        var vocabulary = BytePairTrainer.train(List.of("abab", "abab", "ab", "cd"), 300);
        // Then
        assertThat(vocabulary.merges()).first().isEqualTo(new Vocabulary.Merge("a", "b"));
        assertThat(vocabulary.tokens()).contains("abab").doesNotContain("cd");
    }

    @Test
    void neverMergesAcrossDigitsOrHanCharacters() {
        // When
        var vocabulary = BytePairTrainer.train(List.of("12 12 12", "陶瓷杯陶瓷杯陶瓷杯", "$$ $$ $$"), 400);
        // Then
        assertThat(vocabulary.tokens()).doesNotContain("12", "Ġ1", "$$");
        assertThat(vocabulary.tokens()).contains(ByteAlphabet.encode("陶")).doesNotContain(ByteAlphabet.encode("陶瓷"));
    }

    @Test
    void refusesAVocabularyWithoutRoomForBytes() {
        assertThatThrownBy(() -> BytePairTrainer.train(List.of("a"), 256)).hasMessageContaining("257");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello, world!",
                "it's 'SINCE' they've 12.50 USD",
                "  two  spaces\n\nlines\t ",
                "王小明，您好！ Ana 的 Ceramic Mug 现价 98.00 CNY。",
                "Zoë Łukasz Çağla ñandú — “quoted” … 🎁👍🏽",
                "\u3000全角\u00a0空格",
                "a<|endoftex|>b"
            })
    void getsTheTextBackFromTheTokens(String text) throws IOException {
        try (var tokenizer = ReplyTokenizer.of(TokenizerFile.of(VOCABULARY))) {
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void writesAFileThatTheNativeTokenizerReadsAlike() throws IOException {
        // Given
        var texts = texts(Split.EVALUATION, 2, 300);
        try (var tokenizer = ReplyTokenizer.of(TokenizerFile.of(VOCABULARY))) {
            // When, Then
            assertThat(texts).allSatisfy(text -> assertThat(tokenizer.encode(text))
                    .isEqualTo(GptTwoEncoding.encode(VOCABULARY, text)));
            assertThat(tokenizer.endId()).isEqualTo(1_023).isEqualTo(VOCABULARY.endId());
        }
    }

    @Test
    void splitsAValueAlikeInPromptAndReply() throws IOException {
        try (var tokenizer = ReplyTokenizer.of(TokenizerFile.of(VOCABULARY))) {
            var corpus = new Corpus(Split.EVALUATION, 3);
            for (var i = 0; i < 300; i++) {
                // Given
                var example = corpus.next();
                var prompt = tokenizer.encode(example.prompt());
                var reply = tokenizer.encode(example.replyText());
                for (var value : example.expected().values()) {
                    // When
                    var alone = tokenizer.encode((value.charAt(0) < 0x2E80 ? " " : "") + value);
                    // Then
                    assertThat(occurs(alone, prompt)).as(example.prompt()).isTrue();
                    assertThat(occurs(alone, reply)).as(example.replyText()).isTrue();
                }
            }
        }
    }

    private static boolean occurs(long[] part, long[] whole) {
        for (var at = 0; at + part.length <= whole.length; at++) {
            if (Arrays.equals(part, 0, part.length, whole, at, at + part.length)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> texts(Split split, long seed, int count) {
        return Stream.generate(new Corpus(split, seed)::next)
                .limit(count)
                .map((GeneratedExample example) -> example.prompt() + example.replyText())
                .toList();
    }
}
