package dev.rapport.ingestion.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.crypto.IdentifierHash;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.testkit.record.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordKeysTest {
    private static final IdentifierHash HASH = IdentifierHash.keyedBy("a secret of more than thirty-two characters");

    private final RecordKeys keys = new RecordKeys(HASH::of);

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"ada, browser, browser", "ada, none, ada", "none, browser, browser"})
    void keysEventsByTheirDeviceElseTheirUser(String userId, String anonymousId, String sender) {
        // Given
        var event = event(userId, anonymousId);
        // When
        var key = keys.of(event);
        // Then
        assertThat(key).isEqualTo(HASH.of(sender)).doesNotContain(sender);
    }

    @Test
    void keysAnAliasAsEveryEventOfItsSender() {
        // Given
        var alias = CapturedEvent.newBuilder(event("ada", null))
                .setPreviousId("old")
                .build();
        // When
        var key = keys.of(alias);
        // Then
        assertThat(key).isEqualTo(keys.of(event("ada", null)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"order-7, order-7", "none, shop"})
    void keysRejectionsByTheirMessageElseTheirSource(String messageId, String of) {
        // Given
        var event = Records.aRejectedEvent()
                .setMessageId(messageId)
                .setSourceId("shop")
                .build();
        // When
        var key = keys.of(event);
        // Then
        assertThat(key).isEqualTo(HASH.of(of)).doesNotContain(of);
    }

    private static CapturedEvent event(String userId, String anonymousId) {
        return Records.aCapturedEvent()
                .setUserId(userId)
                .setAnonymousId(anonymousId)
                .build();
    }
}
