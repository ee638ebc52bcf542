package dev.rapport.ingestion.capture;

import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Checks what was sent and stores every outcome, event by event. Thread-safe. */
public final class Capture {
    private final EventCheck check;
    private final EventSink sink;
    private final CapturedRecords records;

    /** @param newMessageId message ids for events that have none */
    public Capture(EventCheck check, EventSink sink, Supplier<String> newMessageId) {
        this.check = check;
        this.sink = sink;
        this.records = new CapturedRecords(newMessageId);
    }

    /**
     * Takes the events of a request.
     *
     * @return the events that broke a rule, in the order sent, once all outcomes are stored; fails with
     *     {@link SinkUnavailableException} when one of them could not be, after which the sender must send the whole request
     *     again with the same message ids
     */
    public CompletableFuture<List<Rejection>> take(List<? extends RawEvent> events, Receipt receipt) {
        var pending = new ArrayList<CompletableFuture<Void>>();
        var rejections = new ArrayList<Rejection>();
        for (var index = 0; index < events.size(); index++) {
            var event = events.get(index);
            var outcome = event.read(receipt).then(incoming -> check.check(incoming, receipt.receivedAt()));
            if (outcome instanceof Outcome.Accepted<IncomingEvent, RejectionReason> accepted) {
                if (event.mayHideWithdrawal()) {
                    // Before the event itself: of what is said at one time, the no that came first stays.
                    pending.addAll(storeWithdrawals(event, receipt));
                }
                pending.add(sink.accept(records.captured(accepted.value(), receipt), receipt.headers()));
            } else if (outcome instanceof Outcome.Rejected<IncomingEvent, RejectionReason> rejected) {
                rejections.add(new Rejection(index, event.messageId(), rejected.reason(), rejected.detail()));
                var record = records.rejected(event, rejected.reason(), rejected.detail(), receipt);
                pending.add(sink.reject(record, receipt.headers()));
                pending.addAll(storeWithdrawals(event, receipt));
            }
            if (pending.get(pending.size() - 1).isCompletedExceptionally()) {
                break;
            }
        }
        return CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                .thenApply(stored -> List.copyOf(rejections));
    }

    private List<CompletableFuture<Void>> storeWithdrawals(RawEvent event, Receipt receipt) {
        return event.withdrawals(receipt).stream()
                .map(withdrawal -> sink.accept(records.captured(withdrawal, receipt), receipt.headers()))
                .toList();
    }
}
