package dev.rapport.ingestion.capture;

import dev.rapport.ingestion.capture.CaptureAnswer.Refusal;
import dev.rapport.ingestion.capture.EventOutcome.Rejected;
import dev.rapport.ingestion.capture.Submission.Events;
import dev.rapport.ingestion.capture.Submission.Unreadable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Checks what was sent and stores every outcome, event by event, so that a large batch never lies in memory twice. */
public final class Capture {
    private final EventCheck check;
    private final EventSink sink;

    public Capture(EventCheck check, EventSink sink) {
        this.check = check;
        this.sink = sink;
    }

    /**
     * Takes the events of a request.
     *
     * @return completes when all outcomes are stored; fails with {@link SinkUnavailableException} when one of them could
     *     not be, after which the sender has to send the whole request again with the same message ids
     */
    public CompletableFuture<CaptureAnswer> take(Events events, String sourceId, Instant receivedAt) {
        var pending = new ArrayList<CompletableFuture<Void>>();
        var refusals = new ArrayList<Refusal>();
        for (var index = 0; index < events.items().size(); index++) {
            var item = events.items().get(index);
            var outcome = check.check(item, events.call(), events.shared(), sourceId, receivedAt);
            if (!(outcome instanceof Rejected) && check.mayHideNo(item, events.shared())) {
                // Before the event itself: of what is said at one time, the no that came first stays.
                check.withdrawal(item, events.shared(), sourceId, receivedAt)
                        .ifPresent(withdrawn -> pending.add(sink.write(withdrawn)));
            }
            if (outcome instanceof Rejected rejected) {
                refusals.add(new Refusal(
                        index, rejected.event().getReason(), rejected.event().getDetail()));
            }
            var stored = sink.write(outcome);
            pending.add(stored);
            if (stored.isCompletedExceptionally()) {
                break;
            }
            if (outcome instanceof Rejected) {
                check.withdrawal(item, events.shared(), sourceId, receivedAt)
                        .ifPresent(withdrawn -> pending.add(sink.write(withdrawn)));
            }
        }
        var answer = new CaptureAnswer(events.items().size() - refusals.size(), refusals);
        return CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                .thenApply(stored -> answer);
    }

    /**
     * Keeps a body that no event can be read from, for whoever wants to know what was sent; and every withdrawal of
     * consent that can be made out in it.
     */
    public CompletableFuture<CaptureAnswer> reject(
            Unreadable unreadable, byte[] body, String sourceId, Instant receivedAt) {
        var outcome = EventCheck.rejected(
                null, unreadable.reason(), unreadable.detail(), sourceId, receivedAt, ByteBuffer.wrap(body));
        var refusal = new Refusal(0, unreadable.reason(), unreadable.detail());
        var pending = new ArrayList<CompletableFuture<Void>>();
        pending.add(sink.write(outcome));
        check.withdrawals(body, sourceId, receivedAt).forEach(withdrawn -> pending.add(sink.write(withdrawn)));
        return CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                .thenApply(stored -> new CaptureAnswer(0, List.of(refusal)));
    }
}
