package dev.rapport.enrichment.campaign;

import dev.rapport.schemas.CampaignKind;

/**
 * A campaign whose rules hold.
 *
 * @param id         kebab-case; salt of the assignment, so a new version keeps every customer's arm
 * @param version    counted from 1
 * @param kind       what it writes about
 * @param goal       event that it wants to cause
 * @param trigger    what makes it decide
 * @param audience   whom it may write to, and where
 * @param pacing     when and how often
 * @param experiment who gets nothing, and which arm the others are in
 * @param text       what it writes with
 * @param isPaused   whether it writes nothing for now, which its definition does not say
 */
public record Campaign(
        String id,
        int version,
        CampaignKind kind,
        String goal,
        Trigger trigger,
        Audience audience,
        Pacing pacing,
        Experiment experiment,
        Text text,
        boolean isPaused) {
    /** As it is defined. */
    public Campaign(
            String id,
            int version,
            CampaignKind kind,
            String goal,
            Trigger trigger,
            Audience audience,
            Pacing pacing,
            Experiment experiment,
            Text text) {
        this(id, version, kind, goal, trigger, audience, pacing, experiment, text, false);
    }

    /** The same, as it was switched. */
    public Campaign paused(boolean paused) {
        return new Campaign(id, version, kind, goal, trigger, audience, pacing, experiment, text, paused);
    }
}
