package dev.rapport.ingestion.capture;

import static dev.rapport.ingestion.capture.IncomingEvents.NOW;
import static dev.rapport.ingestion.capture.IncomingEvents.RECEIPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.Gate.Privacy;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.Withdrawal;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the tracking plan and the privacy rules stand between the rules of every event and what is stored. */
final class GateTest {
    private static final IncomingWithdrawal WITHDRAWAL = new IncomingWithdrawal(
            "m",
            "ada",
            null,
            NOW,
            Withdrawal.newBuilder().setStated(List.of("marketing")).build());
    private static final Gate.Plan REFUSING =
            event -> Outcome.rejected(RejectionReason.PLAN_VIOLATION, event.name() + " is not planned");

    private final FakeEventSink sink = new FakeEventSink();

    @Test
    void storesTheWithdrawalOfAnEventThatThePlanRejects() {
        // Given
        var event = IncomingEvents.raw(IncomingEvents.track("Viewed", "ada"), false, List.of(WITHDRAWAL));
        // When
        var rejections = capture(new Gate(REFUSING, () -> Privacy.NONE)).take(List.of(event), RECEIPT);
        // Then
        assertThat(rejections)
                .isCompletedWithValue(
                        List.of(new Rejection(0, "m", RejectionReason.PLAN_VIOLATION, "Viewed is not planned")));
        assertThat(sink.withdrawn()).hasSize(1);
        assertThat(sink.accepted()).isEmpty();
    }

    @Test
    void asksThePlanOnlyAboutEventsThatKeepTheOtherRules() {
        // Given
        var nameless = IncomingEvents.raw(IncomingEvents.track(null, "ada"), false, List.of());
        // When
        var unused = capture(new Gate(REFUSING, () -> Privacy.NONE)).take(List.of(nameless), RECEIPT);
        // Then
        assertThat(sink.rejected()).singleElement().satisfies(rejected -> assertThat(rejected.getReason())
                .isEqualTo(RejectionReason.MISSING_EVENT_NAME));
    }

    @Test
    void storesWhatPrivacyLeavesAndTheWithdrawalThatItMayHaveTakenOut() {
        // Given
        var event = IncomingEvents.raw(IncomingEvents.track("Viewed", "ada"), false, List.of(WITHDRAWAL));
        var gate = new Gate(Outcome::accepted, Withholding::new);
        // When
        var unused = capture(gate).take(List.of(event), RECEIPT);
        // Then
        assertThat(sink.stored())
                .containsExactly(sink.withdrawn().get(0), sink.accepted().get(0));
        assertThat(sink.accepted().get(0).getPayload()).isEqualTo(IncomingEvents.bytes("withheld"));
        assertThat(sink.headers()).containsOnly(Map.of());
    }

    @Test
    void storesOfARejectedEventOnlyWhatPrivacyLeaves() {
        // Given
        var nameless = IncomingEvents.raw(IncomingEvents.track(null, "ada"), false, List.of());
        var gate = new Gate(Outcome::accepted, Withholding::new);
        // When
        var unused = capture(gate).take(List.of(nameless), RECEIPT);
        // Then
        assertThat(sink.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.getPayload()).isEqualTo(IncomingEvents.bytes("withheld"));
            assertThat(rejected.getTruncated()).as("it cannot be sent again").isTrue();
            assertThat(rejected.getPayloadSize()).isEqualTo(nameless.bytes().remaining());
        });
    }

    /** Other rules for the second half of a request would ask whether they hide what the first have taken out. */
    @Test
    void asksForThePrivacyRulesOnceARequest() {
        // Given
        var event = IncomingEvents.raw(IncomingEvents.track("Viewed", "ada"), false, List.of(WITHDRAWAL));
        var versions = new ArrayDeque<Privacy>(List.of(new Withholding(), Privacy.NONE));
        // When
        var unused = capture(new Gate(Outcome::accepted, versions::remove)).take(List.of(event, event), RECEIPT);
        // Then
        assertThat(versions).hasSize(1);
        assertThat(sink.withdrawn()).hasSize(2);
    }

    private Capture capture(Gate gate) {
        return new Capture(new EventCheck(CaptureConfig.DEFAULT), gate, sink, () -> "assigned");
    }

    /** Leaves nothing. */
    private static final class Withholding implements Privacy {
        @Override
        public IncomingEvent event(IncomingEvent event) {
            return event.withPayload(IncomingEvents.bytes("withheld"));
        }

        @Override
        public boolean mayHideWithdrawal(IncomingEvent sent, IncomingEvent kept) {
            return true;
        }

        @Override
        public Gate.Kept rejected(ByteBuffer original) {
            return new Gate.Kept(IncomingEvents.bytes("withheld"), false);
        }

        @Override
        public Map<String, String> headers(Map<String, String> headers) {
            return Map.of();
        }
    }
}
