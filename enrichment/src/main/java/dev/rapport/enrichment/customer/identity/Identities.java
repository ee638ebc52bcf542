package dev.rapport.enrichment.customer.identity;

import dev.rapport.enrichment.state.Arrival;
import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.enrichment.state.Move;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.EventType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose event it is. An event with a user id belongs to that user and links the device it came from; an event of a
 * linked device belongs to the user, and to the device's fragment while that is the user's; any other device is a customer of
 * its own. The first link moves the fragment of the device to the user. A later identify or alias call that is not older
 * links it anew: then later events are of another user, and the fragment stays where it is. See docs/adr/0074;
 * customers are named by hashes: docs/adr/0077.
 */
public final class Identities {
    private Identities() {}

    /**
     * @param customerId whose event it is
     * @param fragmentId the fragment that it is part of
     * @param link       what to remember of the device, when that changed
     * @param move       the fragment that goes to the customer, ahead of the event
     * @param awaits     what must have arrived at the customer before the event
     */
    public record Resolution(
            String customerId,
            String fragmentId,
            Optional<IdentityLink> link,
            Optional<Move> move,
            Optional<Arrival> awaits) {}

    /**
     * @param ids  of the event
     * @param link what is known of its device
     */
    public static Resolution resolve(ReadEvent event, HashedIds ids, @Nullable IdentityLink link) {
        var user = ids.user();
        var device = ids.device();
        if (user == null) {
            if (device == null) {
                throw new IllegalArgumentException("captured event has neither userId nor anonymousId");
            }
            return ofDevice(device, link);
        }
        var linked = device == null ? Optional.<Links.Linked>empty() : Links.link(event, device, user, link);
        var move = linked.flatMap(Links.Linked::move);
        return new Resolution(
                user,
                user,
                linked.map(Links.Linked::link),
                move,
                move.filter(Move::getAwaited).map(moved -> new Arrival(moved.getFragmentId(), moved.getVersion())));
    }

    /** Whether an event says that another id is the same customer. */
    public static boolean isAlias(ReadEvent event) {
        return event.getType() == EventType.ALIAS && event.getPreviousId() != null && event.getUserId() != null;
    }

    private static Resolution ofDevice(String device, @Nullable IdentityLink link) {
        if (link == null) {
            return new Resolution(device, device, Optional.of(Links.alone(device)), Optional.empty(), Optional.empty());
        }
        if (Links.isAlone(device, link)) {
            return new Resolution(
                    device,
                    device,
                    link.getReturning() ? Optional.of(Links.returned(link)) : Optional.empty(),
                    Optional.empty(),
                    Links.returning(device, link));
        }
        var customer = link.getCustomerId();
        var fragment = link.getHome().equals(customer) ? device : customer;
        return new Resolution(customer, fragment, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
