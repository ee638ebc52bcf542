package dev.rapport.inference.consent;

import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.Withheld;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.schemas.consent.Purposes;

/**
 * Lets no text pass to whoever has withdrawn the consent that the campaign needs, or objected to its channel; a channel
 * that is not known may be any of them. The last word counts, whenever it was given: where a withdrawal and a trigger
 * cross, nobody is written to. What a customer has asked for takes no consent.
 */
public final class ConsentGate implements PublishGate {
    private final Withdrawals withdrawals;

    public ConsentGate(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    @Override
    public Reply check(Prompt prompt, Reply reply) {
        return isWithdrawn(prompt) ? Withheld.consentWithdrawn(reply) : reply;
    }

    private boolean isWithdrawn(Prompt prompt) {
        return Purposes.needsConsent(prompt.getPurpose())
                && ConsentKey.neededFor(prompt.getCustomerId(), prompt.getPurpose(), prompt.getChannel()).stream()
                        .anyMatch(withdrawals::holds);
    }
}
