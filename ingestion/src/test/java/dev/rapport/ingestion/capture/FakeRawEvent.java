package dev.rapport.ingestion.capture;

import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the smallest adapter hands to capture. */
record FakeRawEvent(
        IncomingEvent event,
        boolean mayHideWithdrawal,
        List<IncomingWithdrawal> withdrawals,
        Optional<IncomingErasure> erasure)
        implements RawEvent {
    FakeRawEvent(IncomingEvent event, boolean mayHideWithdrawal, List<IncomingWithdrawal> withdrawals) {
        this(event, mayHideWithdrawal, withdrawals, Optional.empty());
    }

    @Override
    public Optional<IncomingErasure> erasure(Receipt receipt) {
        return erasure;
    }

    @Override
    public ByteBuffer bytes() {
        return IncomingEvents.bytes("as sent");
    }

    @Override
    public @Nullable String messageId() {
        return event.messageId();
    }

    @Override
    public Outcome<IncomingEvent, RejectionReason> read(Receipt receipt) {
        return Outcome.accepted(event);
    }

    @Override
    public List<IncomingWithdrawal> withdrawals(Receipt receipt) {
        return withdrawals;
    }
}
