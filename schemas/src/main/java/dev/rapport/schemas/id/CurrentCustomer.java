package dev.rapport.schemas.id;

import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How {@code rapport.identities.v1} is read: whose a customer's id, or a fragment, is by now. */
public final class CurrentCustomer {
    private CurrentCustomer() {}

    /**
     * Follows merges to the customer who stays. Calls that contradict each other can merge customers into one another: of those
     * in such a circle the smallest id stays, as in enrichment.
     *
     * @param id         a customer, or the hash of an identifier
     * @param identities the last record of a key, null where there is none
     */
    public static String of(String id, Function<String, @Nullable Identity> identities) {
        var followed = new ArrayList<String>();
        var customer = id;
        while (!followed.contains(customer)) {
            followed.add(customer);
            var identity = identities.apply(customer);
            if (identity == null || identity.getState() != IdentityState.MERGED) {
                return customer;
            }
            customer = identity.getCustomerId();
        }
        return Collections.min(followed.subList(followed.indexOf(customer), followed.size()));
    }
}
