package dev.rapport.ingestion.capture;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.topic.RejectionStage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records that capture writes, each in this one place.
 *
 * @param newMessageId message ids for events that have none
 */
record CapturedRecords(Supplier<String> newMessageId) {
    private static final ByteBuffer EMPTY_OBJECT = ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8));

    /** An event never happened after its receipt, so that a clock that is ahead does not win against later events. */
    CapturedEvent captured(IncomingEvent event, Receipt receipt) {
        var receivedAt = receipt.receivedAt();
        var flags = new ArrayList<>(event.flags());
        if (event.occurredAt().isAfter(receivedAt.plus(EventCheck.CLOCK_JITTER))) {
            flags.add(EventFlag.AHEAD_OF_RECEIPT);
        }
        return CapturedEvent.newBuilder()
                .setMessageId(messageId(event.messageId()))
                .setType(event.type())
                .setName(event.name())
                .setUserId(event.userId())
                .setAnonymousId(event.anonymousId())
                .setPreviousId(event.previousId())
                .setOccurredAt(event.occurredAt().isAfter(receivedAt) ? receivedAt : event.occurredAt())
                .setReceivedAt(receivedAt)
                .setSourceId(receipt.sourceId())
                .setPayload(event.payload())
                .setWithdrawal(null)
                .setFlags(flags)
                .build();
    }

    /** Only ids and the withdrawal: all that counts of an event that was rejected. */
    CapturedEvent captured(IncomingWithdrawal withdrawal, Receipt receipt) {
        return CapturedEvent.newBuilder()
                .setMessageId(messageId(withdrawal.messageId()))
                .setType(EventType.UNKNOWN)
                .setUserId(withdrawal.userId())
                .setAnonymousId(withdrawal.anonymousId())
                .setOccurredAt(withdrawal.occurredAt())
                .setReceivedAt(receipt.receivedAt())
                .setSourceId(receipt.sourceId())
                .setPayload(EMPTY_OBJECT.duplicate())
                .setWithdrawal(withdrawal.withdrawal())
                .build();
    }

    RejectedEvent rejected(RawEvent event, RejectionReason reason, String detail, Receipt receipt) {
        return RejectionStage.CAPTURE.reject(
                event.messageId(), reason, detail, receipt.sourceId(), receipt.receivedAt(), event.bytes());
    }

    private String messageId(@Nullable String sent) {
        return sent == null ? newMessageId.get() : sent;
    }
}
