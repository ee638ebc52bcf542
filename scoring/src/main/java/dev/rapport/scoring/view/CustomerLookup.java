package dev.rapport.scoring.view;

import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import dev.rapport.schemas.id.CurrentCustomer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Who a customer is, by any identifier: a customerId, a user id or an anonymous id. See docs/adr/0078. */
public final class CustomerLookup {
    private final LatestByKey<Identity> identities;
    private final LatestByKey<CustomerProfile> profiles;
    private final UnaryOperator<String> hash;

    /** @param hash of an identifier, as enrichment mints customers with it */
    CustomerLookup(
            LatestByKey<Identity> identities, LatestByKey<CustomerProfile> profiles, UnaryOperator<String> hash) {
        this.identities = identities;
        this.profiles = profiles;
        this.hash = hash;
    }

    /** Customers whom an id may mean, the likeliest first: read as a customerId, and as a sender's identifier. */
    public List<String> meantBy(String id) {
        return Stream.of(id, hash.apply(id)).map(this::current).distinct().toList();
    }

    /**
     * Ids under which records of a customer may have been written: the customer's own, those merged with it in a circle, and of
     * those identifiers in the profile that were customers of their own before they became part of this one.
     */
    public List<String> idsOf(String customerId) {
        var identifiers = profiles.find(customerId).stream()
                .flatMap(profile ->
                        Stream.concat(Stream.ofNullable(profile.getUserId()), profile.getAnonymousIds().stream()));
        return Stream.concat(circle(customerId).stream(), identifiers.map(hash))
                .distinct()
                .filter(id -> current(id).equals(customerId))
                .toList();
    }

    /** Customers on the way of merges from this one, which leads back to it or ends here. */
    private Set<String> circle(String customerId) {
        var circle = new LinkedHashSet<String>();
        var next = Optional.of(customerId);
        while (next.isPresent() && circle.add(next.get())) {
            next = identities
                    .find(next.get())
                    .filter(identity -> identity.getState() == IdentityState.MERGED)
                    .map(Identity::getCustomerId);
        }
        return circle;
    }

    private String current(String id) {
        return CurrentCustomer.of(id, key -> identities.find(key).orElse(null));
    }
}
