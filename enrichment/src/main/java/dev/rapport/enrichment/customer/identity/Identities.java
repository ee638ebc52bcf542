package dev.rapport.enrichment.customer.identity;

import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.EventType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose event it is. An event with a user id belongs to that user and links the device it came from; an event of a
 * linked device belongs to the user; any other device is a customer of its own. The first link stays until an identify
 * or alias call that is not older says otherwise: docs/adr/0010. Customers are named by hashes: docs/adr/0077.
 */
public final class Identities {
    private Identities() {}

    /**
     * @param customerId the customer
     * @param newLink    what to remember about the device, when that changed
     */
    public record Resolution(String customerId, Optional<IdentityLink> newLink) {}

    /**
     * @param ids  of the event
     * @param link what is known about the event's device
     */
    public static Resolution resolve(ReadEvent event, HashedIds ids, @Nullable IdentityLink link) {
        var user = ids.user();
        var device = ids.device();
        if (user == null) {
            if (device == null) {
                throw new IllegalArgumentException("captured event has neither userId nor anonymousId");
            }
            return new Resolution(link == null ? device : link.getCustomerId(), Optional.empty());
        }
        return new Resolution(user, device == null ? Optional.empty() : link(event, user, link));
    }

    /** Whether an event says that another id is the same customer. */
    public static boolean isAlias(ReadEvent event) {
        return event.getType() == EventType.ALIAS && event.getPreviousId() != null;
    }

    /**
     * What an alias call says about its {@code previousId}.
     *
     * @param ids  of the call
     * @param link what is known about the {@code previousId}
     */
    public static Optional<IdentityLink> alias(ReadEvent alias, HashedIds ids, @Nullable IdentityLink link) {
        var user = ids.user();
        return user == null ? Optional.empty() : link(alias, user, link);
    }

    private static Optional<IdentityLink> link(ReadEvent event, String user, @Nullable IdentityLink before) {
        var says = event.getType() == EventType.IDENTIFY || event.getType() == EventType.ALIAS;
        if (before != null
                && (!says
                        || event.getOccurredAt() < before.getLinkedAt()
                        || before.getCustomerId().equals(user))) {
            return Optional.empty();
        }
        return Optional.of(new IdentityLink(user, event.getOccurredAt()));
    }
}
