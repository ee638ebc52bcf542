package dev.rapport.enrichment.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TriggerAgeTest {
    @ParameterizedTest
    @CsvSource({
        "PT1H,      ,        ",
        "PT1H,      PT1H,    ",
        "PT1H0.001S,,        'received 60 min after it happened, max 60 min'",
        "PT3H,      PT4H,    'received 3 h after it happened, max 60 min'",
        "PT1M,      PT1H1M,  'sent again 61 min after it happened, max 60 min'",
        "PT1M,      P3D,     'sent again 3 d after it happened, max 60 min'",
    })
    void isTooOldByItsReceiptOrByTheTimeItWasSentAgain(
            Duration received, @Nullable Duration redriven, @Nullable String detail) {
        // Given
        var age = new TriggerAge(received, Optional.ofNullable(redriven));
        // When
        var exceeds = age.exceeds(Duration.ofHours(1));
        // Then
        assertThat(exceeds).isEqualTo(Optional.ofNullable(detail));
    }
}
