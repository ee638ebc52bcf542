package dev.rapport.enrichment.step;

import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import java.util.Optional;

/**
 * Whose event it is. An event with a user id belongs to that user and links the device it came from; an event of a
 * linked device belongs to the user; any other device is a customer of its own. The first link stays until an identify
 * or alias call that is not older says otherwise: docs/adr/0010.
 */
public final class IdentityStep {
    /**
     * @param customerId the customer
     * @param newLink    what to remember about the device, when that changed
     */
    public record Resolution(String customerId, Optional<IdentityLink> newLink) {}

    /** @param link what is known about the event's {@code anonymousId} */
    public Resolution resolve(CapturedEvent event, Optional<IdentityLink> link) {
        var user = event.getUserId();
        if (user == null) {
            var device = event.getAnonymousId();
            if (device == null) {
                throw new IllegalArgumentException("captured event has neither userId nor anonymousId");
            }
            return new Resolution(link.map(IdentityLink::getCustomerId).orElse(device), Optional.empty());
        }
        if (event.getAnonymousId() == null) {
            return new Resolution(user, Optional.empty());
        }
        return new Resolution(user, relink(event, user, link));
    }

    /**
     * What an alias call says about its {@code previousId}.
     *
     * @param link what is known about the {@code previousId}
     */
    public Optional<IdentityLink> alias(CapturedEvent alias, Optional<IdentityLink> link) {
        var user = alias.getUserId();
        return user == null ? Optional.empty() : relink(alias, user, link);
    }

    private static Optional<IdentityLink> relink(CapturedEvent event, String user, Optional<IdentityLink> link) {
        var says = event.getType() == EventType.IDENTIFY || event.getType() == EventType.ALIAS;
        if (link.isPresent()
                && (!says
                        || event.getOccurredAt().isBefore(link.get().getLinkedAt())
                        || link.get().getCustomerId().equals(user))) {
            return Optional.empty();
        }
        return Optional.of(new IdentityLink(user, event.getOccurredAt()));
    }
}
