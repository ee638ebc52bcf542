package dev.rapport.ingestion.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.deadletter.LetterId;
import dev.rapport.schemas.Redrive;
import dev.rapport.schemas.RedriveOutcome;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RedrivenLettersTest {
    private static final long FAR = 3_000_000_000L;

    private final RedrivenLetters redriven = new RedrivenLetters();

    @Test
    void knowsEveryOneAndHowOfTheLatest() {
        // When
        add(FAR, FAR + RedrivenLetters.MAX_NOTES + 1);
        // Then
        assertThat(redriven.contains(letter(FAR))).isTrue();
        assertThat(redriven.note(letter(FAR))).isEmpty();
        assertThat(redriven.note(letter(FAR + 1))).isPresent();
        assertThat(redriven.contains(letter(FAR - 1))).isFalse();
        assertThat(redriven.contains(new LetterId("other.dlq.v1", 0, FAR))).isFalse();
    }

    @Test
    void forgetsThoseThatAreDeleted() {
        // Given
        add(FAR, FAR + 10);
        // When
        redriven.forgetBefore(new LetterPartition("rapport-scoring.dlq.v1", 0), FAR + 5);
        // Then
        assertThat(LongStream.range(FAR, FAR + 10).filter(offset -> redriven.contains(letter(offset))))
                .containsExactly(FAR + 5, FAR + 6, FAR + 7, FAR + 8, FAR + 9);
    }

    private void add(long from, long to) {
        LongStream.range(from, to)
                .forEach(offset -> redriven.add(
                        letter(offset), new Redrive("", Letters.NOW, "-", RedriveOutcome.SENT, "somewhere")));
    }

    private static LetterId letter(long offset) {
        return new LetterId("rapport-scoring.dlq.v1", 0, offset);
    }
}
