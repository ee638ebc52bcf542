package dev.rapport.tuning.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CorpusTest {
    private static final int MANY = 3_000;
    private static final Pattern FIELD = Pattern.compile("(?m)^(name|brand): (.*)$");

    @Test
    void givesTheSameExamplesForTheSameSeed() {
        // When
        var once = examples(Split.TRAINING, 7);
        var again = examples(Split.TRAINING, 7);
        var other = examples(Split.TRAINING, 8);
        // Then
        assertThat(once).isEqualTo(again).isNotEqualTo(other);
    }

    @Test
    void neverTrainsOnNamesAndBrandsOfTheEvaluation() {
        // When
        var trained = namesAndBrands(examples(Split.TRAINING, 1));
        var asked = namesAndBrands(examples(Split.EVALUATION, 1));
        // Then
        assertThat(trained).hasSizeGreaterThan(MANY / 2).doesNotContainAnyElementsOf(asked);
        assertThat(asked).hasSizeGreaterThan(MANY / 4).allMatch(value -> Split.of(value) == Split.EVALUATION);
    }

    @Test
    void keepsProductWordsOfTheEvaluationOutOfTraining() {
        // Given
        var asked = WordList.named("nouns.txt").of(Split.EVALUATION).all();
        // When
        var trained = examples(Split.TRAINING, 2).stream()
                .map(example -> example.expected().getOrDefault("product", ""))
                .toList();
        // Then
        assertThat(asked).isNotEmpty();
        assertThat(trained).noneMatch(asked::contains);
    }

    @Test
    void repeatsEveryExpectedValueVerbatim() {
        // When
        var examples = examples(Split.EVALUATION, 3);
        // Then
        assertThat(examples).allSatisfy(example -> assertThat(example.expected().values())
                .allSatisfy(value -> assertThat(example.replyText()).contains(value)));
    }

    @Test
    void beginsRepliesWithASpaceAndLeavesNoPlaceOpen() {
        // When
        var replies = examples(Split.TRAINING, 4).stream().map(Example::replyText);
        // Then
        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply).startsWith(" ").doesNotContain("{", "}", "  "));
    }

    @Test
    void putsASpaceBeforeLatinValuesInChinese() {
        // When
        var pieces = Sentence.fill("试试{product}吧。", java.util.Map.of("product", "Ceramic Mug"));
        // Then
        assertThat(new Example("p", pieces, Language.CHINESE, java.util.Map.of()).replyText())
                .isEqualTo("试试 Ceramic Mug 吧。");
    }

    @Test
    void writesBriefRepliesWithoutTheReason() {
        // Given
        var brief = examples(Split.TRAINING, 5).stream()
                .filter(example -> example.prompt().contains("tone: brief"))
                .toList();
        // Then
        assertThat(brief).isNotEmpty().allSatisfy(example -> {
            assertThat(example.prompt()).contains("product: ");
            assertThat(example.expected()).doesNotContainKey("because");
        });
    }

    private static List<Example> examples(Split split, long seed) {
        return Stream.generate(new Corpus(split, seed)::next).limit(MANY).toList();
    }

    private static Set<String> namesAndBrands(List<Example> examples) {
        var values = new HashSet<String>();
        for (var example : examples) {
            FIELD.matcher(example.prompt()).results().forEach(match -> values.add(match.group(2)));
        }
        return values;
    }
}
