package dev.rapport.tuning.outcomes;

import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import dev.rapport.schemas.id.CurrentCustomer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is one customer by now, as {@code rapport.identities.v1} says: records may name a customer who was merged since. */
final class MergedCustomers {
    private final Map<String, Identity> merged = new HashMap<>();

    /** @param identity null when it was deleted */
    void put(String key, @Nullable Identity identity) {
        if (identity != null && identity.getState() == IdentityState.MERGED) {
            merged.put(key, identity);
        } else {
            merged.remove(key);
        }
    }

    /** The customer whom an id belongs to. */
    String current(String customerId) {
        return CurrentCustomer.of(customerId, merged::get);
    }

    boolean isMerged(String customerId) {
        return merged.containsKey(customerId);
    }
}
