package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.step.EventFacts;
import dev.rapport.enrichment.step.Outcome;
import dev.rapport.enrichment.step.ReadEventStep;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads the payload; forwards the event with its facts, or a rejection with the original bytes. A rejected event that
 * withdraws consent is forwarded as that, too.
 */
final class ReadPayloadProcessor extends ContextualProcessor<String, CapturedEvent, String, ReadPayloadProcessor.Read> {
    /** An event that was read, or the rejection of one that broke a rule. */
    sealed interface Read {}

    record Accepted(CapturedEvent event, EventFacts facts) implements Read {}

    record Rejected(RejectedEvent rejection) implements Read {}

    private static final String STAGE = "enrichment";

    private final ReadEventStep step;
    private final EnrichmentMeters meters;

    ReadPayloadProcessor(ReadEventStep step, EnrichmentMeters meters) {
        this.step = step;
        this.meters = meters;
    }

    /**
     * The facts of an event that was accepted before; they do not travel between partitions.
     *
     * @throws IllegalStateException when the rules have changed since, and it withdraws no consent
     */
    static Accepted again(ReadEventStep step, CapturedEvent event) {
        if (step.read(event) instanceof Outcome.Accepted<EventFacts> accepted) {
            return new Accepted(event, accepted.value());
        }
        var withdrawal = step.withdrawalOf(event);
        if (withdrawal.isPresent() && step.read(withdrawal.get()) instanceof Outcome.Accepted<EventFacts> withdrawing) {
            return new Accepted(withdrawal.get(), withdrawing.value());
        }
        throw new IllegalStateException("an accepted event breaks a rule: the rules have changed since");
    }

    @Override
    public void process(Record<String, CapturedEvent> record) {
        var event = record.value();
        var outcome = step.read(event);
        if (outcome instanceof Outcome.Accepted<EventFacts> accepted) {
            context().forward(record.withValue(new Accepted(event, accepted.value())));
        } else if (outcome instanceof Outcome.Rejected<EventFacts> rejected) {
            meters.rejected();
            context().forward(record.withKey(event.getMessageId()).withValue(new Rejected(rejection(event, rejected))));
            step.withdrawalOf(event)
                    .ifPresent(withdrawal -> context().forward(record.withValue(again(step, withdrawal))));
        }
    }

    private static RejectedEvent rejection(CapturedEvent event, Outcome.Rejected<EventFacts> outcome) {
        return RejectedEvent.newBuilder()
                .setMessageId(event.getMessageId())
                .setReason(outcome.reason())
                .setDetail(outcome.detail())
                .setStage(STAGE)
                .setSourceId(event.getSourceId())
                .setReceivedAt(event.getReceivedAt())
                .setPayload(event.getPayload())
                .build();
    }
}
