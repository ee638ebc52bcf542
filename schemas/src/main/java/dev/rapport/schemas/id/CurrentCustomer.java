package dev.rapport.schemas.id;

import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import java.util.HashSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How {@code rapport.identities.v1} is read: whose a customer's id, or a fragment, is by now. */
public final class CurrentCustomer {
    private CurrentCustomer() {}

    /**
     * Follows merges to the customer who stays. Ends at an id that was followed before: calls that contradict each other can
     * merge two customers into one another, and enrichment ends that at the record that it hands on twice.
     *
     * @param id         a customer, or the hash of an identifier
     * @param identities the last record of a key, null where there is none
     */
    public static String of(String id, Function<String, @Nullable Identity> identities) {
        var followed = new HashSet<String>();
        var customer = id;
        while (followed.add(customer)) {
            var identity = identities.apply(customer);
            if (identity == null || identity.getState() != IdentityState.MERGED) {
                return customer;
            }
            if (followed.contains(identity.getCustomerId())) {
                return customer;
            }
            customer = identity.getCustomerId();
        }
        return customer;
    }
}
