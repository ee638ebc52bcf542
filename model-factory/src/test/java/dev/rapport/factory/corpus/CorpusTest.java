package dev.rapport.factory.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.tuning.pair.Split;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusTest {
    private static final int MANY = 3_000;
    private static final Pattern WORDED = Pattern.compile("(?m)^(name|brand|product|because|also): (.*)$");
    private static final Pattern CODE = Pattern.compile("(?m)^(code): (.*)$");
    private static final Pattern ORDER = Pattern.compile("(?m)^(order): (.*)$");

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
    void keepsEvaluationAndTrainingApart() {
        // Given
        var heldOutChinese = Stream.of("zh-nouns.txt", "zh-brands.txt")
                .flatMap(list -> WordList.named(list).of(Split.EVALUATION).all().stream())
                .filter(word -> word.length() > 1)
                .toList();
        // When
        var trained = examples(Split.TRAINING, 1, 20_000);
        var asked = examples(Split.EVALUATION, 1, 2_000);
        // Then
        assertThat(values(WORDED, trained)).hasSizeGreaterThan(20_000).noneMatch(values(WORDED, asked)::contains);
        assertThat(values(ORDER, trained)).noneMatch(values(ORDER, asked)::contains);
        assertThat(values(WORDED, asked)).hasSizeGreaterThan(1_800);
        assertThat(heldOutChinese).hasSizeGreaterThan(20);
        assertThat(values(WORDED, trained))
                .noneMatch(value -> heldOutChinese.stream().anyMatch(value::contains));
        assertThat(latinWords(values(WORDED, trained)))
                .hasSizeGreaterThan(6_000)
                .noneMatch(heldOutWords(values(WORDED, asked))::contains);
    }

    @Test
    void keepsCodesOfTheEvaluationFromTheirFirstCharactersOn() {
        // When
        var trained = prefixes(examples(Split.TRAINING, 1, 20_000));
        var asked = prefixes(examples(Split.EVALUATION, 1, 2_000));
        // Then
        assertThat(asked).hasSizeGreaterThan(60);
        assertThat(trained).hasSizeGreaterThan(600).noneMatch(asked::contains);
    }

    @Test
    void mixesTasksByTheirWeightsAndLanguagesEvenly() {
        // When
        var examples = examples(Split.TRAINING, 6);
        // Then
        for (var task : Corpus.tasks()) {
            assertThat(examples)
                    .filteredOn(example -> example.prompt().startsWith("task: " + task + "\n"))
                    .hasSizeGreaterThan(MANY / 20);
        }
        assertThat(examples)
                .filteredOn(example -> example.language() == Language.CHINESE)
                .hasSizeBetween(MANY * 45 / 100, MANY * 55 / 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offer", "post", "recommend"})
    void promisesNothingThatThePromptLeavesOut(String task) {
        // Given
        var corpus = new Corpus(Split.TRAINING, 9);
        for (var i = 0; i < MANY; i++) {
            // When
            var example = corpus.next(task, i % 2 == 0 ? Language.ENGLISH : Language.CHINESE);
            var said = new StringBuilder();
            example.reply().stream().filter(piece -> !piece.copied()).forEach(piece -> said.append(piece.text()));
            // Then
            assertThat(said.toString()).doesNotContainPattern("\\d|%");
            if (!example.prompt().contains("\ndiscount: ")) {
                assertThat(said.toString())
                        .doesNotContainPattern("(?i)\\boff\\b|\\bsave\\b(?! this post)|discount|可享|享受|优惠(?!码)");
            }
            if (!example.prompt().contains("\ncode: ")) {
                assertThat(said.toString()).doesNotContainPattern("(?i)\\bcode\\b|优惠码");
            }
            if (!example.prompt().contains("\nprice: ")) {
                assertThat(said.toString()).doesNotContainPattern("(?i)\\bprice\\b|现价|原价|售价|(?<!喜欢)只要");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"offer", "post", "recommend"})
    void writesDifferentRepliesToPromptsOfAKind(String task) {
        for (var language : Language.values()) {
            // When
            var corpus = new Corpus(Split.TRAINING, 10);
            var shapes = new HashSet<String>();
            for (var i = 0; i < 1_000; i++) {
                var shape = new StringBuilder();
                corpus.next(task, language).reply().forEach(piece -> shape.append(piece.copied() ? "_" : piece.text()));
                shapes.add(shape.toString());
            }
            // Then
            assertThat(shapes).hasSizeGreaterThan(500);
        }
    }

    @Test
    void keepsPromptsAndRepliesShort() {
        assertThat(examples(Split.TRAINING, 11)).allSatisfy(example -> {
            assertThat(example.prompt()).hasSizeLessThan(600);
            assertThat(example.replyText()).hasSizeLessThan(450);
        });
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
        var replies = examples(Split.TRAINING, 4).stream().map(GeneratedExample::replyText);
        // Then
        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply).startsWith(" ").doesNotContain("{", "}", "  "));
    }

    @Test
    void putsASpaceBeforeLatinValuesInChinese() {
        // When
        var pieces = Sentence.fill("试试{product}吧。", java.util.Map.of("product", "Ceramic Mug"));
        // Then
        assertThat(new GeneratedExample("p", pieces, Language.CHINESE, java.util.Map.of()).replyText())
                .isEqualTo("试试 Ceramic Mug 吧。");
    }

    @Test
    void writesBriefRepliesWithoutTheReason() {
        // Given
        var brief = examples(Split.TRAINING, 5).stream()
                .filter(example -> example.prompt().contains("task: recommend"))
                .filter(example -> example.prompt().contains("tone: brief"))
                .toList();
        // Then
        assertThat(brief).isNotEmpty().allSatisfy(example -> {
            assertThat(example.prompt()).contains("product: ");
            assertThat(example.expected()).doesNotContainKey("because");
        });
    }

    private static List<GeneratedExample> examples(Split split, long seed) {
        return examples(split, seed, MANY);
    }

    private static List<GeneratedExample> examples(Split split, long seed, int count) {
        return Stream.generate(new Corpus(split, seed)::next).limit(count).toList();
    }

    private static Set<String> values(Pattern field, List<GeneratedExample> examples) {
        return examples.stream()
                .flatMap(example -> field.matcher(example.prompt()).results())
                .map(line -> line.group(1).equals("because") ? line.group(2).split(" ", 2)[1] : line.group(2))
                .collect(Collectors.toSet());
    }

    private static Set<String> prefixes(List<GeneratedExample> examples) {
        return values(CODE, examples).stream()
                .map(code -> code.substring(0, 3).toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Set<String> latinWords(Set<String> values) {
        return values.stream()
                .flatMap(value -> Pattern.compile("[\\p{L}&&[^\\p{IsHan}]]{3,}")
                        .matcher(value)
                        .results())
                .map(word -> word.group().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** The words that make these values unseen; describers and glue may stand in both halves. */
    private static Set<String> heldOutWords(Set<String> values) {
        return latinWords(values).stream().filter(HeldOut::isIn).collect(Collectors.toSet());
    }
}
