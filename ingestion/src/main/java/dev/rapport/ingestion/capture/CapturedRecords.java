package dev.rapport.ingestion.capture;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.SourceRecord;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.schemas.topic.RejectionStage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records that capture writes, each in this one place.
 *
 * @param newMessageId message ids for events that have none
 * @param privacy      what must not be stored as it was sent
 */
record CapturedRecords(Supplier<String> newMessageId, Gate.Privacy privacy) {
    private static final ByteBuffer EMPTY_OBJECT = ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8));

    /** An event never happened after its receipt, so that a clock that is ahead does not win against later events. */
    CapturedEvent captured(IncomingEvent event, Receipt receipt) {
        var receivedAt = receipt.receivedAt();
        var flags = new ArrayList<>(event.flags());
        if (event.occurredAt().isAfter(receivedAt.plus(EventCheck.CLOCK_JITTER))) {
            flags.add(EventFlag.AHEAD_OF_RECEIPT);
        } else if (event.occurredAt().isBefore(Instant.EPOCH)) {
            flags.add(EventFlag.BEFORE_1970);
        }
        // Not with the builder: it looks up and checks the default of every field, for every event.
        return new CapturedEvent(
                messageId(event.messageId()),
                event.type(),
                event.name(),
                event.userId(),
                event.anonymousId(),
                event.previousId(),
                occurredAt(event, receivedAt),
                receivedAt,
                receipt.sourceId(),
                event.payload(),
                null,
                flags,
                receipt.isHistory());
    }

    /** What cannot be its time does not cost the event: it is kept as of its receipt. */
    private static Instant occurredAt(IncomingEvent event, Instant receivedAt) {
        var said = event.occurredAt();
        return said.isAfter(receivedAt) || said.isBefore(Instant.EPOCH) ? receivedAt : said;
    }

    /** Only ids and the withdrawal: all that counts of an event that was rejected. */
    CapturedEvent captured(IncomingWithdrawal said, Receipt receipt) {
        var withdrawal = privacy.withdrawal(said);
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

    CaptureOutcome.ErasureRequested erasure(IncomingErasure erasure, Receipt receipt) {
        return new CaptureOutcome.ErasureRequested(
                DerivedId.of("erasure", receipt.sourceId(), messageId(erasure.messageId()), erasure.identifier()),
                erasure.identifier(),
                receipt.receivedAt());
    }

    RejectedEvent rejected(RawEvent event, RejectionReason reason, String detail, Receipt receipt) {
        var payload = privacy.rejected(event.bytes());
        var envelope = kept(event.envelope());
        var rest = receipt.origin().record();
        var key = kept(rest == null ? null : rest.getKey());
        var origin = receipt.origin().in(envelope.map(Gate.Kept::bytes).orElse(null));
        var rejected = RejectionStage.CAPTURE.reject(
                event.messageId(),
                reason,
                detail,
                receipt.sourceId(),
                receipt.receivedAt(),
                payload.bytes(),
                rest == null ? origin : origin.with(kept(rest, key)));
        var isWhole = payload.isWhole()
                && Stream.of(envelope, key).flatMap(Optional::stream).allMatch(Gate.Kept::isWhole);
        return isWhole
                ? rejected
                : RejectedEvent.newBuilder(rejected)
                        .setPayloadSize(event.bytes().remaining())
                        .setTruncated(true)
                        .build();
    }

    private Optional<Gate.Kept> kept(@Nullable ByteBuffer original) {
        return Optional.ofNullable(original).map(privacy::rejected);
    }

    private SourceRecord kept(SourceRecord rest, Optional<Gate.Kept> key) {
        var headers = new HashMap<>(rest.getHeaders());
        var names = headers.keySet().stream().collect(Collectors.toMap(Function.identity(), name -> ""));
        headers.keySet().retainAll(privacy.headers(names).keySet());
        return new SourceRecord(
                rest.getTimestamp(), key.map(Gate.Kept::bytes).orElse(null), headers, rest.getTombstone());
    }

    private String messageId(@Nullable String sent) {
        return sent == null ? newMessageId.get() : sent;
    }
}
