package dev.rapport.factory.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.factory.corpus.Corpus;
import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.factory.corpus.Language;
import dev.rapport.factory.corpus.ReplyWords;
import dev.rapport.schemas.FinishReason;
import dev.rapport.tuning.pair.Split;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceRepliesTest {
    private static final int MANY = 400;

    @ParameterizedTest
    @MethodSource("tasks")
    void givesReferenceRepliesFullMarks(String task) {
        for (var language : Language.values()) {
            // When
            var scores = scores(task, language, GeneratedExample::replyText);
            // Then
            assertThat(scores.verbatim())
                    .isNotEmpty()
                    .allSatisfy((field, share) -> assertThat(share).as(field).isGreaterThan(0.99));
            assertThat(scores.inventedPrice() + scores.inventedDiscount() + scores.inventedCode())
                    .isLessThan(0.01);
            assertThat(scores.corrupted()).isLessThan(0.01);
            assertThat(scores.sendable()).isGreaterThan(0.98);
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void noticesAMissingLastLetter(String task) {
        for (var language : Language.values()) {
            // When
            var scores = scores(task, language, ReferenceRepliesTest::spoiled);
            // Then
            assertThat(scores.sendable()).isLessThan(0.08);
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void hasAFixedTextForEveryTask(String task) {
        for (var language : Language.values()) {
            // When
            var scores = scores(task, language, example -> FallbackTemplate.of(task, example));
            // Then
            assertThat(scores.inventedPrice() + scores.inventedDiscount()).isLessThan(0.02);
            assertThat(scores.corrupted()).isLessThan(0.02);
            scores.verbatim("name").ifPresent(share -> assertThat(share).isGreaterThan(0.5));
        }
    }

    @Test
    void ranksFixedTextsLast() {
        // Given
        Function<GeneratedExample, String> fixed = example -> FallbackTemplate.of("recommend", example);
        // When, Then
        assertThat(scores("recommend", Language.ENGLISH, fixed).complete())
                .isLessThan(scores("recommend", Language.ENGLISH, GeneratedExample::replyText)
                        .complete());
    }

    private static List<String> tasks() {
        return Corpus.tasks();
    }

    private static Scores scores(String task, Language language, Function<GeneratedExample, String> writer) {
        var corpus = new Corpus(Split.EVALUATION, 21);
        var words = ReplyWords.of(task, language).and(FallbackTemplate.sentences(task, language));
        var tally = new Tally();
        Stream.generate(() -> corpus.next(task, language))
                .filter(example -> !example.expected().isEmpty())
                .limit(MANY)
                .forEach(example ->
                        tally.add(new ReplyCheck(example, words).check(writer.apply(example), FinishReason.EOS), 1));
        return tally.scores();
    }

    /** The first value that is copied lacks its last character. */
    private static String spoiled(GeneratedExample example) {
        var reply = new StringBuilder();
        var done = false;
        for (var piece : example.reply()) {
            var spoil = piece.copied() && !done && piece.text().length() > 1;
            reply.append(spoil ? piece.text().substring(0, piece.text().length() - 1) : piece.text());
            done |= spoil;
        }
        return reply.toString();
    }
}
