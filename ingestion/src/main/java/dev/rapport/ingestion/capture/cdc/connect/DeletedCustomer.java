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

/** That the row of a customer was deleted: all consent is withdrawn, and the customer is to be forgotten. */
record DeletedCustomer(
        ByteBuffer bytes,
        String messageId,
        @Nullable String userId,
        @Nullable String anonymousId) implements RawEvent {
    @Override
    public Outcome<IncomingEvent, RejectionReason> read(Receipt receipt) {
        return Outcome.rejected(
                RejectionReason.MISSING_IDS, "a deleted customer needs userId or anonymousId that can be used");
    }

    @Override
    public List<IncomingWithdrawal> withdrawals(Receipt receipt) {
        return List.of();
    }

    @Override
    public boolean mayHideWithdrawal() {
        return false;
    }

    @Override
    public Optional<IncomingErasure> erasure(Receipt receipt) {
        var user = IncomingEvent.usableId(userId, IncomingEvent.MAX_ID_LENGTH);
        var anonymous = IncomingEvent.usableId(anonymousId, IncomingEvent.MAX_ID_LENGTH);
        return user == null && anonymous == null
                ? Optional.empty()
                : Optional.of(new IncomingErasure(messageId, user, anonymous));
    }
}
