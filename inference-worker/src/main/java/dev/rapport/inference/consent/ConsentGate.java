package dev.rapport.inference.consent;

import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.Withheld;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.schemas.consent.Purposes;
import java.util.List;

/**
 * Lets no text pass to customers who have withdrawn the consent that the campaign needs, or objected to its channel; a
 * channel that is not known may be any of them. A no counts whichever identity of the customer said it: the one that the
 * prompt was decided for, the one it is part of now, or another part of that. The last word of each counts, whenever it was
 * given: where a withdrawal and a trigger cross, no text is sent. What a customer has asked for takes no consent.
 */
public final class ConsentGate implements PublishGate {
    private final Withdrawals withdrawals;
    private final MergedIdentities identities;

    public ConsentGate(Withdrawals withdrawals, MergedIdentities identities) {
        this.withdrawals = withdrawals;
        this.identities = identities;
    }

    @Override
    public Reply check(Prompt prompt, Reply reply) {
        return isWithdrawn(prompt) ? Withheld.consentWithdrawn(reply) : reply;
    }

    private boolean isWithdrawn(Prompt prompt) {
        if (!Purposes.needsConsent(prompt.getPurpose())) {
            return false;
        }
        var customer = identities.groupOf(ids(prompt));
        var needed = ConsentKey.neededFor(prompt.getCustomerId(), prompt.getPurpose(), prompt.getChannel());
        return !customer.isComplete()
                || customer.members().stream()
                        .anyMatch(member -> needed.stream().anyMatch(key -> withdrawals.contains(member, key)));
    }

    private static List<String> ids(Prompt prompt) {
        return prompt.getFragmentId().isEmpty()
                ? List.of(prompt.getCustomerId())
                : List.of(prompt.getCustomerId(), prompt.getFragmentId());
    }
}
