package dev.rapport.ingestion.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.deadletter.LetterId;
import dev.rapport.schemas.Redrive;
import dev.rapport.schemas.RedriveOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WaitingCountTest {
    private static final String TOPIC = "rapport-enrichment.dlq.v1";
    /** Above what an int holds. */
    private static final long FAR = 3_000_000_000L;

    private final WaitingCount waiting = new WaitingCount();
    private final RedrivenLetters redriven = new RedrivenLetters();

    @Test
    void countsLettersWhateverTheirOffset() {
        // Given
        waiting.add(Letters.at(letter(FAR)));
        waiting.add(Letters.at(letter(FAR)));
        waiting.add(Letters.at(letter(FAR + 1)));
        waiting.add(Letters.at(letter(5)));
        redriven.add(letter(FAR + 1), note());
        // When
        var counts = waiting.count(redriven);
        // Then
        assertThat(counts).isEqualTo(Map.of(new WaitingCount.Group("rapport-enrichment", "dead-letter"), 2L));
    }

    @Test
    void doesNotCountWhatIsDeleted() {
        // Given
        waiting.add(Letters.at(letter(FAR - 1)));
        waiting.add(Letters.at(letter(FAR)));
        waiting.add(Letters.at(letter(5)));
        // When
        waiting.forgetBefore(new LetterPartition(TOPIC, 0), FAR);
        // Then
        assertThat(waiting.count(redriven).values()).containsExactly(1L);
        waiting.forgetBefore(new LetterPartition(TOPIC, 0), FAR + 1);
        assertThat(waiting.count(redriven).values())
                .as("a group stays, and shows that none is left")
                .containsExactly(0L);
    }

    private static LetterId letter(long offset) {
        return new LetterId(TOPIC, 0, offset);
    }

    private static Redrive note() {
        return new Redrive("", Letters.NOW, "-", RedriveOutcome.SENT, "");
    }
}
