package dev.rapport.ingestion.capture;

import static dev.rapport.ingestion.capture.IncomingEvents.NOW;
import static dev.rapport.ingestion.capture.IncomingEvents.RECEIPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CaptureTest {
    private static final IncomingWithdrawal WITHDRAWAL = new IncomingWithdrawal(
            "m",
            "ada",
            null,
            NOW,
            Withdrawal.newBuilder().setStated(List.of("marketing")).build());

    private final FakeEventSink sink = new FakeEventSink();
    private final Capture capture = new Capture(new EventCheck(CaptureConfig.DEFAULT), sink, () -> "assigned");

    @Test
    void storesEventsInTheirOrderAndSaysWhichBrokeARule() {
        // Given
        var good = plain(IncomingEvents.track("Viewed", "ada"));
        var bad = plain(IncomingEvents.track(null, "ada"));
        // When
        var rejections = capture.take(List.of(good, bad, good), RECEIPT);
        // Then
        assertThat(rejections)
                .isCompletedWithValue(List.of(new Rejection(
                        1, "m", RejectionReason.MISSING_EVENT_NAME, "track needs event, the name of what happened")));
        assertThat(sink.stored())
                .containsExactly(
                        sink.accepted().get(0),
                        sink.rejected().get(0),
                        sink.accepted().get(1));
    }

    @Test
    void keepsTheBytesAndTheRuleOfARejectedEvent() {
        // Given
        var bad = plain(IncomingEvents.track(null, "ada"));
        // When
        var unused = capture.take(List.of(bad), RECEIPT);
        // Then
        assertThat(sink.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.getPayload()).isEqualTo(IncomingEvents.bytes("as sent"));
            assertThat(rejected.getStage()).isEqualTo("capture");
            assertThat(rejected.getSourceId()).isEqualTo("shop");
            assertThat(rejected.getReceivedAt()).isEqualTo(NOW);
            assertThat(rejected.getMessageId()).isEqualTo("m");
        });
    }

    @Test
    void storesTheWithdrawalOfARejectedEventAfterTheRejection() {
        // Given
        var bad = IncomingEvents.raw(IncomingEvents.track(null, "ada"), false, List.of(WITHDRAWAL));
        // When
        var unused = capture.take(List.of(bad), RECEIPT);
        // Then
        assertThat(sink.stored())
                .containsExactly(sink.rejected().get(0), sink.withdrawn().get(0));
        assertThat(sink.withdrawn().get(0).getWithdrawal().getStated()).containsExactly("marketing");
    }

    @Test
    void storesAHiddenWithdrawalBeforeTheEventThatHidesIt() {
        // Given
        var hiding = IncomingEvents.raw(IncomingEvents.track("Viewed", "ada"), true, List.of(WITHDRAWAL));
        // When
        var unused = capture.take(List.of(hiding), RECEIPT);
        // Then
        assertThat(sink.stored())
                .containsExactly(sink.withdrawn().get(0), sink.accepted().get(0));
    }

    @Test
    void looksForNoWithdrawalInAnEventThatCannotHideOne() {
        // Given
        var clear = IncomingEvents.raw(IncomingEvents.track("Viewed", "ada"), false, List.of(WITHDRAWAL));
        // When
        var unused = capture.take(List.of(clear), RECEIPT);
        // Then
        assertThat(sink.withdrawn()).isEmpty();
    }

    @Test
    void assignsAMessageIdToAnEventWithoutOne() {
        // When
        var unused = capture.take(List.of(plain(IncomingEvents.withIds(null, "ada", null))), RECEIPT);
        // Then
        assertThat(sink.accepted()).singleElement().satisfies(event -> assertThat(event.getMessageId())
                .isEqualTo("assigned"));
    }

    @Test
    void countsAnEventOfTheFutureAsOfItsReceipt() {
        // Given
        var ahead = plain(IncomingEvents.at(NOW.plus(Duration.ofMinutes(1)).plusMillis(1)));
        // When
        var unused = capture.take(List.of(ahead), RECEIPT);
        // Then
        assertThat(sink.accepted()).singleElement().satisfies(event -> {
            assertThat(event.getOccurredAt()).isEqualTo(NOW);
            assertThat(event.getFlags()).containsExactly(EventFlag.AHEAD_OF_RECEIPT);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2569-03-01T10:00:00Z",
                "9999-12-31T23:59:59Z",
                "1969-12-31T23:59:59.999Z",
                "-9999-01-01T00:00:00Z"
            })
    void keepsAnEventWhoseTimeCannotBeItsOwnAsOfItsReceipt(Instant said) {
        // When
        var rejections = capture.take(List.of(plain(IncomingEvents.at(said))), RECEIPT);
        // Then
        assertThat(rejections).isCompletedWithValue(List.of());
        assertThat(sink.accepted()).singleElement().satisfies(event -> {
            assertThat(event.getOccurredAt()).isEqualTo(NOW);
            assertThat(event.getFlags())
                    .containsExactly(said.isBefore(NOW) ? EventFlag.BEFORE_1970 : EventFlag.AHEAD_OF_RECEIPT);
        });
    }

    @Test
    void keepsTheTimeOfTheFirstMomentOf1970() {
        // When
        var unused = capture.take(List.of(plain(IncomingEvents.at(Instant.EPOCH))), RECEIPT);
        // Then
        assertThat(sink.accepted()).singleElement().satisfies(event -> {
            assertThat(event.getOccurredAt()).isEqualTo(Instant.EPOCH);
            assertThat(event.getFlags()).isEmpty();
        });
    }

    @Test
    void passesTheHeadersOfTheReceiptOnToEveryRecord() {
        // Given
        var bad = IncomingEvents.raw(IncomingEvents.track(null, "ada"), false, List.of(WITHDRAWAL));
        var good = plain(IncomingEvents.track("Viewed", "ada"));
        // When
        var unused = capture.take(List.of(bad, good), RECEIPT);
        // Then
        assertThat(sink.headers()).hasSize(3).containsOnly(RECEIPT.headers());
    }

    @Test
    void withdrawsAllConsentOfACustomerWhoIsToBeForgottenAndRequestsIt() {
        // Given
        var erasing = new FakeRawEvent(
                IncomingEvents.track("Never read", "ada"),
                false,
                List.of(),
                Optional.of(new IncomingErasure("m", "ada", "device")));
        // When
        var rejections = capture.take(List.of(erasing), RECEIPT);
        // Then
        assertThat(rejections).isCompletedWithValue(List.of());
        assertThat(sink.stored()).isEqualTo(sink.withdrawn()).hasSize(1);
        assertThat(sink.withdrawn().get(0)).satisfies(withdrawn -> {
            assertThat(withdrawn.getUserId()).isEqualTo("ada");
            assertThat(withdrawn.getAnonymousId()).isEqualTo("device");
            assertThat(withdrawn.getOccurredAt()).isEqualTo(NOW);
            assertThat(withdrawn.getWithdrawal().getStated())
                    .containsExactly("marketing", "email", "sms", "push", "whatsapp");
        });
        assertThat(sink.erasures()).singleElement().satisfies(erasure -> {
            assertThat(erasure.identifier()).isEqualTo("ada");
            assertThat(erasure.requestedAt()).isEqualTo(NOW);
        });
    }

    @Test
    void requestsAnErasureThatIsSentAgainUnderTheSameId() {
        // Given
        var erasing = new FakeRawEvent(
                IncomingEvents.track("Never read", "ada"),
                false,
                List.of(),
                Optional.of(new IncomingErasure("m", null, "device")));
        var unused = capture.take(List.of(erasing), RECEIPT);
        // When
        var again = capture.take(List.of(erasing), RECEIPT);
        // Then
        assertThat(again).isCompleted();
        assertThat(sink.erasures())
                .extracting(CaptureOutcome.ErasureRequested::erasureId)
                .hasSize(2)
                .containsOnly(sink.erasures().get(0).erasureId());
    }

    @Test
    void failsWhenOneEventCannotBeStored() {
        // Given
        sink.fail();
        // When
        var taken = capture.take(List.of(plain(IncomingEvents.track("Viewed", "ada"))), RECEIPT);
        // Then
        assertThat(taken)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(SinkUnavailableException.class);
    }

    private static RawEvent plain(IncomingEvent event) {
        return IncomingEvents.raw(event, false, List.of());
    }
}
