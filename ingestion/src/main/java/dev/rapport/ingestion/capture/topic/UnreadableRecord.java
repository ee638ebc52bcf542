package dev.rapport.ingestion.capture.topic;

import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.IncomingWithdrawal;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that no event can be read from.
 *
 * @param detail one sentence that names the field and the rule, without values of the record
 */
public record UnreadableRecord(TopicRecord record, RejectionReason reason, String detail) implements RawEvent {
    @Override
    public ByteBuffer bytes() {
        return record.bytes();
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
        return List.of();
    }

    @Override
    public boolean mayHideWithdrawal() {
        return false;
    }
}
