package dev.rapport.ingestion.capture;

import static dev.rapport.ingestion.capture.IncomingEvents.NOW;
import static dev.rapport.ingestion.capture.IncomingEvents.RECEIPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.Withdrawal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

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
