package dev.rapport.enrichment.customer.consent;

import dev.rapport.schemas.Suppression;
import java.util.List;
import java.util.Optional;

/** Addresses that are not written to, a little late. */
@FunctionalInterface
public interface Suppressions {
    /** What is known of the address with a key. */
    Optional<Suppression> of(String addressKey);

    /** Whether one of these addresses is not written to. */
    default boolean anyOf(List<String> addressKeys) {
        return addressKeys.stream().anyMatch(key -> of(key).isPresent());
    }
}
