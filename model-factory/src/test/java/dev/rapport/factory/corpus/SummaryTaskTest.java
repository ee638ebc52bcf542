package dev.rapport.factory.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.tuning.pair.Split;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SummaryTaskTest {
    private static final int MANY = 2_000;
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    @ParameterizedTest
    @EnumSource
    void hasPhrasesForEveryTopic(Language language) {
        // Given
        var phrases = new SummaryPhrases(language);
        var book = phrases.phrasebook();
        // Then
        assertThat(phrases.topics()).hasSizeGreaterThanOrEqualTo(16).allSatisfy(topic -> {
            assertThat(phrases.problems(topic, Split.TRAINING))
                    .hasSizeGreaterThanOrEqualTo(6)
                    .doesNotContainAnyElementsOf(phrases.problems(topic, Split.EVALUATION));
            assertThat(phrases.problems(topic, Split.EVALUATION)).isNotEmpty();
            assertThat(book.section(topic + " what")).hasSizeGreaterThanOrEqualTo(3);
            assertThat(book.section(topic + " do"))
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allMatch(line -> line.contains(" => "));
            assertThat(book.section(topic + " ask")).isNotEmpty().allMatch(line -> line.contains(" => "));
        });
    }

    @ParameterizedTest
    @EnumSource
    void sumsUpTwoToSixTurns(Language language) {
        // Given
        var phrases = new SummaryPhrases(language);
        var slots = new Slots(Split.TRAINING, new java.util.SplittableRandom(4));
        // When
        var talks = Stream.generate(() -> Conversation.any(phrases, slots)).limit(500);
        // Then
        assertThat(talks).allSatisfy(talk -> {
            assertThat(talk.turns()).hasSizeBetween(2, 6);
            assertThat(talk.then()).hasSizeBetween(1, 2);
        });
    }

    @Test
    void takesEveryNumberOfASummaryFromThePrompt() {
        assertThat(examples(Split.EVALUATION)).allSatisfy(example -> assertThat(
                        DIGITS.matcher(example.replyText()).results())
                .allSatisfy(number -> assertThat(example.prompt()).contains(number.group())));
    }

    @Test
    void repeatsEveryExpectedValueThatThePromptNames() {
        assertThat(examples(Split.EVALUATION)).allSatisfy(example -> {
            assertThat(example.expected().values())
                    .allSatisfy(value -> assertThat(example.prompt()).contains(value))
                    .allSatisfy(value -> assertThat(example.replyText()).contains(value));
            assertThat(example.prompt() + example.replyText()).doesNotContain("{", "}", "=>");
        });
    }

    @Test
    void keepsPromptsAndSummariesShort() {
        assertThat(examples(Split.TRAINING)).allSatisfy(example -> {
            assertThat(example.prompt()).hasSizeLessThan(900);
            assertThat(example.replyText()).hasSizeBetween(8, 400);
        });
    }

    private static List<GeneratedExample> examples(Split split) {
        var corpus = new Corpus(split, 21);
        return Stream.of(Language.values())
                .flatMap(language ->
                        Stream.generate(() -> corpus.next("summary", language)).limit(MANY / 2))
                .toList();
    }
}
