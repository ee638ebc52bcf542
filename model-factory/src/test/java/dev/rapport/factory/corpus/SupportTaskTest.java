package dev.rapport.factory.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.factory.corpus.LabelledRequests.Request;
import dev.rapport.tuning.pair.Split;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SupportTaskTest {
    private static final int MANY = 3_000;
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    @ParameterizedTest
    @EnumSource
    void hasWaysToAskAndToAnswerForEveryIntent(Language language) {
        // Given
        var training = new RequestPhrases(language, Split.TRAINING);
        var evaluation = new RequestPhrases(language, Split.EVALUATION);
        var replies = new SupportReplies(language);
        // Then
        assertThat(Intent.values()).allSatisfy(intent -> {
            assertThat(lines(training, intent)).hasSizeGreaterThanOrEqualTo(7);
            assertThat(lines(evaluation, intent)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(wordings(replies, intent)).hasSizeGreaterThanOrEqualTo(6);
        });
    }

    @ParameterizedTest
    @EnumSource
    void neverTrainsOnWaysToAskOfTheEvaluation(Language language) {
        // Given
        var training = new RequestPhrases(language, Split.TRAINING);
        var evaluation = new RequestPhrases(language, Split.EVALUATION);
        // Then
        assertThat(Intent.values()).allSatisfy(intent -> assertThat(lines(training, intent))
                .doesNotContainAnyElementsOf(lines(evaluation, intent)));
    }

    @ParameterizedTest
    @EnumSource
    void answersDifferentIntentsInDifferentWords(Language language) {
        // Given
        var replies = new SupportReplies(language);
        var seen = new HashSet<String>();
        // When
        for (var intent : Intent.values()) {
            var wordings = wordings(replies, intent);
            // Then
            assertThat(seen).doesNotContainAnyElementsOf(wordings);
            seen.addAll(wordings);
        }
    }

    @Test
    void takesEveryNumberOfAReplyFromThePrompt() {
        // When
        var examples = examples(Split.EVALUATION);
        // Then
        assertThat(examples).allSatisfy(example -> assertThat(
                        DIGITS.matcher(example.replyText()).results())
                .allSatisfy(number -> assertThat(example.prompt()).contains(number.group())));
    }

    @Test
    void repeatsOrderAndProductWhereTheRequestIsAboutThem() {
        // When
        var examples = examples(Split.TRAINING).stream()
                .filter(example -> example.prompt().contains("\norder: "))
                .toList();
        // Then
        assertThat(examples)
                .filteredOn(example -> example.replyText().contains("Cancel order"))
                .isNotEmpty()
                .allSatisfy(example -> assertThat(example.expected()).containsKey("order"));
        assertThat(examples)
                .filteredOn(example -> example.replyText().contains("Forgot password"))
                .isNotEmpty()
                .allSatisfy(example -> assertThat(example.expected()).doesNotContainKeys("order", "product"));
    }

    @Test
    void keepsRepliesShort() {
        // Then
        assertThat(examples(Split.TRAINING))
                .allSatisfy(example -> assertThat(example.replyText()).hasSizeBetween(20, 480))
                .allSatisfy(example -> assertThat(example.prompt()).hasSizeLessThan(600))
                .noneMatch(example -> (example.prompt() + example.replyText()).contains("{"));
    }

    @Test
    void mixesRealRequestsIntoEnglishTrainingWithFreshNumbers() {
        // Given
        var real = new LabelledRequests(
                List.of(
                        new Request("zzz kindly annul order 00123842", Intent.CANCEL_ORDER),
                        new Request("zzz bill {{Invoice Number}} por favor", Intent.GET_INVOICE)),
                List.of(new Request("qqq never seen", Intent.REVIEW)));
        // When
        var corpus = new Corpus(Split.TRAINING, 3, new RealText(real, ProductTitles.NONE));
        var prompts = Stream.generate(() -> corpus.next("support", Language.ENGLISH))
                .limit(200)
                .toList();
        // Then
        assertThat(prompts)
                .filteredOn(example -> example.prompt().contains("zzz"))
                .hasSizeBetween(60, 140);
        assertThat(prompts)
                .noneMatch(example -> example.prompt().contains("00123842")
                        || example.prompt().contains("qqq"));
        assertThat(prompts)
                .filteredOn(example -> example.prompt().contains("zzz kindly"))
                .allSatisfy(example -> assertThat(example.expected()).containsKey("order"));
        assertThat(prompts)
                .filteredOn(example -> example.prompt().contains("zzz bill"))
                .allSatisfy(example -> assertThat(example.expected()).containsKey("invoice"));
    }

    private static List<GeneratedExample> examples(Split split) {
        var corpus = new Corpus(split, 11);
        return Stream.of(Language.values())
                .flatMap(language ->
                        Stream.generate(() -> corpus.next("support", language)).limit(MANY / 2))
                .toList();
    }

    private static List<String> lines(RequestPhrases phrases, Intent intent) {
        return phrases.of(intent).values().stream().flatMap(List::stream).toList();
    }

    private static Set<String> wordings(SupportReplies replies, Intent intent) {
        var slots = new Slots(Split.TRAINING, new SplittableRandom(5));
        var wordings = new HashSet<String>();
        for (var i = 0; i < 60; i++) {
            wordings.add(replies.write(intent, Tone.BRIEF, Set.of("order", "product"), slots));
        }
        return wordings;
    }
}
