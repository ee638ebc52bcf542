package dev.rapport.ingestion.capture.segment;

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

/** A request body as read: its events, or why there are none. */
public sealed interface Submission {
    /** Write key that the body carries, if any. */
    Optional<String> writeKey();

    /** Events in the order sent. */
    record Events(Optional<String> writeKey, List<? extends RawEvent> events) implements Submission {}

    /**
     * A body that no event can be read from. It is rejected as one event, and every withdrawal that can be made out in it
     * counts.
     *
     * @param detail one sentence, without anything from the body
     * @param bytes  the body
     */
    record Unreadable(Optional<String> writeKey, RejectionReason reason, String detail, ByteBuffer bytes)
            implements Submission, RawEvent {
        /** Whether it is JSON of a form that a write key could be in. */
        public boolean hasPlaceForWriteKey() {
            return reason != RejectionReason.NOT_AN_OBJECT;
        }

        @Override
        public @Nullable String messageId() {
            return null;
        }

        @Override
        public Outcome<IncomingEvent, RejectionReason> read(Receipt receipt) {
            return Outcome.rejected(reason, detail);
        }

        @Override
        public List<IncomingWithdrawal> withdrawals(Receipt receipt) {
            return WithdrawalReader.in(bytes, receipt.receivedAt());
        }

        @Override
        public boolean mayHideWithdrawal() {
            return false;
        }
    }

    /** More events than one request may carry. */
    record TooMany(Optional<String> writeKey, int limit) implements Submission {}
}
