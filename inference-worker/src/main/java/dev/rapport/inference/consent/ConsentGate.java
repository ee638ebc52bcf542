package dev.rapport.inference.consent;

import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.Withheld;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;

/**
 * Lets no text pass to whoever has withdrawn the consent that the campaign needs. The last word counts, whenever it was
 * given: where a withdrawal and a trigger cross, nobody is written to.
 */
public final class ConsentGate implements PublishGate {
    private final Withdrawals withdrawals;

    public ConsentGate(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    @Override
    public Reply check(Prompt prompt, Reply reply) {
        return withdrawals.holds(prompt.getCustomerId(), prompt.getConsent())
                ? Withheld.consentWithdrawn(reply)
                : reply;
    }
}
