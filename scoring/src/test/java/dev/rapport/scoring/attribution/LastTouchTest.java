package dev.rapport.scoring.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Credit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LastTouchTest {
    private static final Duration LOOKBACK = Duration.ofMillis(100);
    private static final Touchpoint NEWSLETTER = new Touchpoint("m1", 10, "newsletter", null, null, null);
    private static final Touchpoint REPLY = new Touchpoint("m2", 20, "spring", "prompt-1", "spring", "mail");

    @Test
    void creditsTheLastTouchpointWhole() {
        // When
        var credits = LastTouch.credits(List.of(REPLY, NEWSLETTER), "order", 30, LOOKBACK);
        // Then
        assertThat(credits).containsExactly(new Credit("prompt-1", "spring", "spring", "mail", "last", 1_000_000L));
    }

    @Test
    void ignoresTouchpointsAfterwardsTooLongAgoAndTheConversionItself() {
        // When
        var before = LastTouch.credits(List.of(REPLY, NEWSLETTER), "order", 15, LOOKBACK);
        var tooLate = LastTouch.credits(List.of(REPLY, NEWSLETTER), "order", 121, LOOKBACK);
        var itself = LastTouch.credits(List.of(NEWSLETTER), "m1", 10, LOOKBACK);
        // Then
        assertThat(before).extracting(Credit::getSource).containsExactly("newsletter");
        assertThat(tooLate).isEmpty();
        assertThat(itself).isEmpty();
    }
}
