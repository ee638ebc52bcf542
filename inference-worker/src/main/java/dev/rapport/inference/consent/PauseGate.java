package dev.rapport.inference.consent;

import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.Withheld;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;

/** Lets no text of a paused campaign pass; what it has decided before is refused, not kept for later. */
public final class PauseGate implements PublishGate {
    private final PausedCampaigns paused;
    private final PublishGate next;

    /** @param next what else must let a reply pass */
    public PauseGate(PausedCampaigns paused, PublishGate next) {
        this.paused = paused;
        this.next = next;
    }

    @Override
    public Reply check(Prompt prompt, Reply reply) {
        return paused.contains(prompt.getCampaignId()) ? Withheld.campaignPaused(reply) : next.check(prompt, reply);
    }
}
