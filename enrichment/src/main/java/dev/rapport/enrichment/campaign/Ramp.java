package dev.rapport.enrichment.campaign;

import java.time.Instant;
import java.util.List;

/**
 * How a campaign is rolled out: to a share of its customers that grows. A customer who is in stays in.
 *
 * @param steps in the order of their times, shares growing; none for all customers from the start
 */
public record Ramp(List<Step> steps) {
    public static final Ramp ALL = new Ramp(List.of());

    /** From a time on a campaign is for this share of its customers. */
    public record Step(Instant from, Share share) {}

    public Ramp {
        steps = List.copyOf(steps);
    }

    /** The share at a time; none before the first step. */
    public Share at(Instant time) {
        if (steps.isEmpty()) {
            return new Share(Share.WHOLE);
        }
        var share = Share.NONE;
        for (var step : steps) {
            if (!step.from().isAfter(time)) {
                share = step.share();
            }
        }
        return share;
    }
}
