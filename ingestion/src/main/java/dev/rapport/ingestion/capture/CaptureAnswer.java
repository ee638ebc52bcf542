package dev.rapport.ingestion.capture;

import dev.rapport.schemas.RejectionReason;
import java.util.List;

/**
 * What a sender is told once everything of its request is stored.
 *
 * @param accepted how many events kept every rule
 * @param refusals the others, in the order sent
 */
public record CaptureAnswer(int accepted, List<Refusal> refusals) {
    public CaptureAnswer {
        refusals = List.copyOf(refusals);
    }

    /**
     * One event that broke a rule.
     *
     * @param index  its place in the request, from 0
     * @param detail one sentence that names the field and the rule
     */
    public record Refusal(int index, RejectionReason reason, String detail) {}
}
