package dev.rapport.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.topic.Origin;
import dev.rapport.schemas.topic.RejectionStage;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventKeysTest {
    private static final ByteBuffer PAYLOAD = ByteBuffer.allocate(0);

    private final EventKeys keys = new EventKeys(identifier -> "hash of " + identifier);

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"ada, browser, browser", "ada, none, ada", "none, browser, browser"})
    void keysEventsByTheirDeviceElseTheirUser(@Nullable String userId, @Nullable String anonymousId, String sender) {
        // When
        var key = keys.of(event(userId, anonymousId));
        // Then
        assertThat(key).isEqualTo("hash of " + sender);
    }

    @Test
    void keysAnAliasAsEveryEventOfItsSender() {
        // Given
        var alias = CapturedEvent.newBuilder(event("ada", null))
                .setType(EventType.ALIAS)
                .setPreviousId("old")
                .build();
        // When
        var key = keys.of(alias);
        // Then
        assertThat(key).isEqualTo("hash of ada");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"order-7, order-7", "none, shop"})
    void keysRejectionsByTheirMessageElseTheirSource(@Nullable String messageId, String identifier) {
        // When
        var key = keys.of(rejected(messageId));
        // Then
        assertThat(key).isEqualTo("hash of " + identifier);
    }

    private static RejectedEvent rejected(@Nullable String messageId) {
        return RejectionStage.CAPTURE.reject(
                messageId,
                RejectionReason.MISSING_IDS,
                "ids are missing",
                "shop",
                Instant.EPOCH,
                PAYLOAD,
                Origin.UNKNOWN);
    }

    private static CapturedEvent event(@Nullable String userId, @Nullable String anonymousId) {
        return CapturedEvent.newBuilder()
                .setMessageId("m")
                .setType(EventType.TRACK)
                .setName("Viewed")
                .setUserId(userId)
                .setAnonymousId(anonymousId)
                .setOccurredAt(Instant.EPOCH)
                .setReceivedAt(Instant.EPOCH)
                .setSourceId("shop")
                .setPayload(PAYLOAD)
                .build();
    }
}
