package dev.rapport.ingestion.capture;

import dev.rapport.runtime.value.Outcome;
import dev.rapport.runtime.value.StorableText;
import dev.rapport.schemas.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Checks what was sent, event by event, and stores every outcome with one hand-over for a request. Thread-safe. */
public final class Capture {
    private final EventCheck check;
    private final Gate gate;
    private final EventSink sink;
    private final Supplier<String> newMessageId;

    /** @param newMessageId message ids for events that have none */
    public Capture(EventCheck check, EventSink sink, Supplier<String> newMessageId) {
        this(check, Gate.OPEN, sink, newMessageId);
    }

    /**
     * @param gate         passed by what keeps the rules of {@code check}
     * @param newMessageId message ids for events that have none
     */
    public Capture(EventCheck check, Gate gate, EventSink sink, Supplier<String> newMessageId) {
        this.check = check;
        this.gate = gate;
        this.sink = sink;
        this.newMessageId = newMessageId;
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
        // One version of the rules for a request: what the next one keeps may be what this one has taken out.
        var privacy = gate.privacy().get();
        var records = new CapturedRecords(newMessageId, privacy);
        for (var index = 0; index < events.size(); index++) {
            var event = events.get(index);
            var erasure = event.erasure(receipt);
            if (erasure.isPresent()) {
                // The withdrawal first: whoever reads the request finds the customer without consent.
                outcomes.add(withdrawn(records, erasure.get().withdrawal(receipt), receipt));
                outcomes.add(records.erasure(erasure.get(), receipt));
                continue;
            }
            var outcome = checked(event, receipt);
            if (outcome instanceof Outcome.Accepted<IncomingEvent, RejectionReason> accepted) {
                var kept = privacy.event(accepted.value());
                if (event.mayHideWithdrawal() || privacy.mayHideWithdrawal(accepted.value(), kept)) {
                    // Before the event itself: of what is said at one time, the no that came first stays.
                    addWithdrawals(records, event, receipt, outcomes);
                }
                outcomes.add(new CaptureOutcome.Captured(records.captured(kept, receipt)));
            } else if (outcome instanceof Outcome.Rejected<IncomingEvent, RejectionReason> broken) {
                // It may name a place in what was sent.
                var detail = StorableText.repaired(broken.detail());
                rejections.add(new Rejection(index, event.messageId(), broken.reason(), detail));
                var record = records.rejected(event, broken.reason(), detail, receipt);
                outcomes.add(new CaptureOutcome.Rejected(record));
                addWithdrawals(records, event, receipt, outcomes);
            }
        }
        return sink.store(outcomes, privacy.headers(receipt.headers())).thenApply(stored -> List.copyOf(rejections));
    }

    private Outcome<IncomingEvent, RejectionReason> checked(RawEvent event, Receipt receipt) {
        var checked = event.read(receipt).then(check::check);
        return gate.equals(Gate.OPEN) ? checked : checked.then(gate.plan()::check);
    }

    private static void addWithdrawals(
            CapturedRecords records, RawEvent event, Receipt receipt, List<CaptureOutcome> outcomes) {
        event.withdrawals(receipt).forEach(withdrawal -> outcomes.add(withdrawn(records, withdrawal, receipt)));
    }

    private static CaptureOutcome withdrawn(CapturedRecords records, IncomingWithdrawal withdrawal, Receipt receipt) {
        return new CaptureOutcome.Captured(records.captured(withdrawal, receipt));
    }
}
