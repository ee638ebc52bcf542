package dev.rapport.ingestion.capture;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Keeps what is stored in order, in memory; from {@link #fail()} on it stores nothing. */
public final class FakeEventSink implements EventSink {
    private final List<SpecificRecord> stored = new ArrayList<>();
    private final List<CaptureOutcome.ErasureRequested> erasures = new ArrayList<>();
    private final List<Map<String, String>> headers = new ArrayList<>();
    private boolean failing;

    /** Everything but erasures, in the order stored. */
    public List<SpecificRecord> stored() {
        return List.copyOf(stored);
    }

    /** Whole events. */
    public List<CapturedEvent> accepted() {
        return captured().filter(event -> event.getWithdrawal() == null).toList();
    }

    /** Withdrawals of rejected events. */
    public List<CapturedEvent> withdrawn() {
        return captured().filter(event -> event.getWithdrawal() != null).toList();
    }

    public List<RejectedEvent> rejected() {
        return stored.stream()
                .filter(RejectedEvent.class::isInstance)
                .map(RejectedEvent.class::cast)
                .toList();
    }

    /** Requests to forget a customer. */
    public List<CaptureOutcome.ErasureRequested> erasures() {
        return List.copyOf(erasures);
    }

    /** Headers of every record, in the order stored. */
    public List<Map<String, String>> headers() {
        return List.copyOf(headers);
    }

    public void fail() {
        failing = true;
    }

    @Override
    public CompletableFuture<Void> store(List<CaptureOutcome> outcomes, Map<String, String> headersOfRecords) {
        if (failing) {
            return CompletableFuture.failedFuture(new SinkUnavailableException("the fake fails"));
        }
        for (var outcome : outcomes) {
            if (outcome instanceof CaptureOutcome.Captured captured) {
                stored.add(captured.event());
            } else if (outcome instanceof CaptureOutcome.Rejected rejected) {
                stored.add(rejected.event());
            } else if (outcome instanceof CaptureOutcome.ErasureRequested erasure) {
                erasures.add(erasure);
            }
            headers.add(headersOfRecords);
        }
        return CompletableFuture.completedFuture(null);
    }

    private Stream<CapturedEvent> captured() {
        return stored.stream().filter(CapturedEvent.class::isInstance).map(CapturedEvent.class::cast);
    }
}
