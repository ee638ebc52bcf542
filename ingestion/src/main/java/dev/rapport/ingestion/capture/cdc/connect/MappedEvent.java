package dev.rapport.ingestion.capture.cdc.connect;

import dev.rapport.ingestion.capture.IncomingErasure;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.IncomingWithdrawal;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event that a row was mapped to: read as one of Segment's, whose common form it has, and rejected with the bytes of the
 * record that the row is from.
 */
record MappedEvent(RawEvent event, ByteBuffer bytes) implements RawEvent {
    @Override
    public @Nullable String messageId() {
        return event.messageId();
    }

    @Override
    public Outcome<IncomingEvent, RejectionReason> read(Receipt receipt) {
        return event.read(receipt);
    }

    @Override
    public List<IncomingWithdrawal> withdrawals(Receipt receipt) {
        return event.withdrawals(receipt);
    }

    @Override
    public boolean mayHideWithdrawal() {
        return event.mayHideWithdrawal();
    }

    @Override
    public Optional<IncomingErasure> erasure(Receipt receipt) {
        return event.erasure(receipt);
    }
}
