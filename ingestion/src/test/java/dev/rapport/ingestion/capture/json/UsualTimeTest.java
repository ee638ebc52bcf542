package dev.rapport.ingestion.capture.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UsualTimeTest {
    private static final long SEED = 20_261_130;

    @Test
    void readsWhatTheJdkReads() {
        // Given
        var random = new Random(SEED);
        for (var i = 0; i < 10_000; i++) {
            var text = "%04d-%02d-%02dT%02d:%02d:%02d%sZ"
                    .formatted(
                            random.nextInt(10_000),
                            1 + random.nextInt(12),
                            1 + random.nextInt(28),
                            random.nextInt(24),
                            random.nextInt(60),
                            random.nextInt(60),
                            random.nextBoolean() ? "" : "." + digits(random));
            // When
            var read = UsualTime.parse(text);
            // Then
            assertThat(read).as(text).contains(Instant.parse(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-03-20T12:00:00",
                "2026-03-20 12:00:00Z",
                "2026-03-20T12:00:00z",
                "2026-03-20T12:00:00.Z",
                "2026-03-20T12:00:00.1234567890Z",
                "2026-03-20T12:00:00,000Z",
                "2026-03-20T12:00:00.+12Z",
                "2026-+3-20T12:00:00Z",
                "2026-13-20T12:00:00Z",
                "2026-02-30T12:00:00Z",
                "2026-03-20T24:00:00Z",
                "2026-03-20T12:00:60Z",
                "٢٠٢٦-03-20T12:00:00Z"
            })
    void leavesOtherFormsToTheRules(String text) {
        // When
        var read = UsualTime.parse(text);
        // Then
        assertThat(read).isEmpty();
    }

    private static String digits(Random random) {
        var digits = new StringBuilder();
        for (var n = 1 + random.nextInt(9); n > 0; n--) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
