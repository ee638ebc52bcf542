package dev.rapport.enrichment.customer.consent;

import static dev.rapport.schemas.SuppressionReason.BOUNCED;
import static dev.rapport.schemas.SuppressionReason.COMPLAINED;
import static dev.rapport.schemas.SuppressionReason.UNSUBSCRIBED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.state.AddressState;
import dev.rapport.enrichment.state.SuppressionWord;
import dev.rapport.schemas.Suppression;
import dev.rapport.schemas.SuppressionReason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AddressMergeTest {
    @Test
    void keepsTheStrongestReasonAndTheLatestTimeInEveryOrder() {
        // When
        var one = after(after(null, word(COMPLAINED, 5)), word(UNSUBSCRIBED, 9));
        var other = after(after(null, word(UNSUBSCRIBED, 9)), word(COMPLAINED, 5));
        // Then
        for (var merged : List.of(one, other)) {
            assertThat(suppression(merged).getReason()).isEqualTo(COMPLAINED);
            assertThat(suppression(merged).getSuppressedAt()).isEqualTo(Instant.ofEpochMilli(9));
        }
    }

    @Test
    void countsAVersionForEachChangeAndNoneForTheSameWordAgain() {
        // Given
        var once = after(null, word(UNSUBSCRIBED, 5));
        // When
        var again = after(once, word(UNSUBSCRIBED, 5));
        // Then
        assertThat(again).isEqualTo(once);
        assertThat(suppression(once).getVersion()).isEqualTo(1);
        assertThat(suppression(once).getEffectiveAt()).isEqualTo(Instant.ofEpochMilli(1_005));
    }

    @Test
    void endsByALaterYesAndCountsOn() {
        // Given
        var ended = after(after(null, word(COMPLAINED, 5)), word(null, 6));
        // When
        var anew = after(ended, word(UNSUBSCRIBED, 7));
        // Then
        assertThat(ended.getSuppression()).isNull();
        assertThat(suppression(anew).getReason()).isEqualTo(UNSUBSCRIBED);
        assertThat(suppression(anew).getVersion()).isEqualTo(3);
    }

    @Test
    void staysAgainstAYesOfTheSameTimeOrBefore() {
        // Given
        var suppressed = after(null, word(UNSUBSCRIBED, 5));
        // When
        var after = after(suppressed, word(null, 5));
        // Then
        assertThat(after).isEqualTo(suppressed);
    }

    @Test
    void staysBouncedUntilAnOperatorReleasesIt() {
        // Given
        var bounced = after(after(null, word(BOUNCED, 5)), word(null, 6));
        // When
        var released = AddressMerge.after(bounced, null, Instant.ofEpochMilli(7));
        // Then
        assertThat(suppression(bounced).getReason()).isEqualTo(BOUNCED);
        assertThat(released.getSuppression()).isNull();
    }

    @Test
    void takesInWhatAnOperatorWroteAsOneMoreWord() {
        // Given
        var complained = after(null, word(COMPLAINED, 5));
        var written = new Suppression(UNSUBSCRIBED, Instant.ofEpochMilli(8), "support", 0, Instant.EPOCH);
        // When
        var after = AddressMerge.after(complained, written, Instant.ofEpochMilli(9));
        // Then
        assertThat(after.getSuppression())
                .isEqualTo(new Suppression(COMPLAINED, Instant.ofEpochMilli(8), "support", 2, Instant.ofEpochMilli(9)));
    }

    private static AddressState after(@Nullable AddressState before, SuppressionWord word) {
        return AddressMerge.after(before, word);
    }

    private static Suppression suppression(AddressState state) {
        return Objects.requireNonNull(state.getSuppression());
    }

    private static SuppressionWord word(@Nullable SuppressionReason reason, long at) {
        return new SuppressionWord(reason, at, 1_000 + at, "web");
    }
}
