package dev.rapport.ingestion.capture;

import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Checks what was sent, event by event, and stores every outcome with one hand-over for a request. Thread-safe. */
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
        var outcomes = new ArrayList<CaptureOutcome>(events.size());
        var rejections = new ArrayList<Rejection>();
        for (var index = 0; index < events.size(); index++) {
            var event = events.get(index);
            var outcome = event.read(receipt).then(incoming -> check.check(incoming, receipt.receivedAt()));
            if (outcome instanceof Outcome.Accepted<IncomingEvent, RejectionReason> accepted) {
                if (event.mayHideWithdrawal()) {
                    // Before the event itself: of what is said at one time, the no that came first stays.
                    addWithdrawals(event, receipt, outcomes);
                }
                outcomes.add(new CaptureOutcome.Captured(records.captured(accepted.value(), receipt)));
            } else if (outcome instanceof Outcome.Rejected<IncomingEvent, RejectionReason> broken) {
                rejections.add(new Rejection(index, event.messageId(), broken.reason(), broken.detail()));
                var record = records.rejected(event, broken.reason(), broken.detail(), receipt);
                outcomes.add(new CaptureOutcome.Rejected(record));
                addWithdrawals(event, receipt, outcomes);
            }
        }
        return sink.store(outcomes, receipt.headers()).thenApply(stored -> List.copyOf(rejections));
    }

    private void addWithdrawals(RawEvent event, Receipt receipt, List<CaptureOutcome> outcomes) {
        event.withdrawals(receipt)
                .forEach(
                        withdrawal -> outcomes.add(new CaptureOutcome.Captured(records.captured(withdrawal, receipt))));
    }
}
