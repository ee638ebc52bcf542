package dev.rapport.inference.consent;

import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.Withheld;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.consent.Channel;

/**
 * Lets no text pass to whoever has withdrawn the consent that the campaign needs, or objected to its channel; a channel
 * that is not known may be any of them. The last word counts, whenever it was given: where a withdrawal and a trigger
 * cross, nobody is written to. What a customer has asked for takes no consent.
 */
public final class ConsentGate implements PublishGate {
    /** Consent of a campaign that answers what a customer has asked for. */
    private static final String NOT_NEEDED = "none";

    private final Withdrawals withdrawals;

    public ConsentGate(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    @Override
    public Reply check(Prompt prompt, Reply reply) {
        return isWithdrawn(prompt) ? Withheld.consentWithdrawn(reply) : reply;
    }

    private boolean isWithdrawn(Prompt prompt) {
        var customer = prompt.getCustomerId();
        if (prompt.getConsent().equals(NOT_NEEDED)) {
            return false;
        }
        return withdrawals.holds(customer, prompt.getConsent())
                || Channel.meantBy(prompt.getChannel()).stream()
                        .anyMatch(channel -> withdrawals.holds(customer, channel.category()));
    }
}
