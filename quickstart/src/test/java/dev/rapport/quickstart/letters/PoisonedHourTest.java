package dev.rapport.quickstart.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.testkit.record.Records;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * One event in a hundred hits a bug for an hour; an hour after it is mended, all of them are sent again. {@code
 * -Drapport.letters=100000} sets the number of events.
 */
final class PoisonedHourTest {
    private static final int EVENTS = Integer.getInteger("rapport.letters", 1_000);

    @Test
    void bringsAllLettersInOnceAsIfTheBugHadNotBeen() throws IOException {
        try (var sound = new ShopRun(false);
                var poisoned = new ShopRun(true)) {
            // Given
            var later = Records.NOW.plus(Duration.ofHours(3));
            for (var run : new ShopRun[] {sound, poisoned}) {
                run.take(ShopHour.arrivals(EVENTS));
                run.take(ShopHour.events(EVENTS));
                run.tickUntil(later);
            }
            assertThat(poisoned.letters()).hasSize(EVENTS / 100);
            assertThat(poisoned.enriched()).hasSize(sound.enriched().size() - EVENTS / 100);
            poisoned.mend();
            // When
            var sent = poisoned.redrive(later);
            poisoned.redrive(later.plusSeconds(60));
            poisoned.tickUntil(later.plus(Duration.ofHours(2)));
            sound.collect();
            poisoned.collect();
            // Then
            assertThat(sent).isEqualTo(EVENTS / 100);
            assertThat(poisoned.letters()).as("none failed again").hasSize(sent);
            assertThat(poisoned.enriched()).as("events, each once").isEqualTo(sound.enriched());
            assertThat(poisoned.conversions()).as("conversions and revenue").isEqualTo(sound.conversions());
            assertThat(poisoned.sessions()).as("sessions").isEqualTo(sound.sessions());
            assertThat(poisoned.tooOld())
                    .as("triggers that came too late")
                    .hasSizeBetween(sent * 8 / 10, sent)
                    .allMatch(line ->
                            line.matches("rapport-enrichment.dlq.v1-0-\\d+ sent again \\d.* after it happened, max.*"));
            assertThat(poisoned.prompts()).isLessThanOrEqualTo(sound.prompts());
        }
    }
}
