package dev.rapport.enrichment.customer.consent;

import dev.rapport.schemas.Suppression;
import java.util.List;
import java.util.Optional;

/** Addresses that are not written to, a little late. */
@FunctionalInterface
public interface Suppressions {
    /**
     * An address that is not written to.
     *
     * @param addressKey SHA-256 of the address
     */
    record Suppressed(String addressKey, Suppression why) {}

    /** What is known of the address with a key. */
    Optional<Suppression> of(String addressKey);

    /** The first of these addresses that is not written to. */
    default Optional<Suppressed> firstOf(List<String> addressKeys) {
        return addressKeys.stream()
                .flatMap(key -> of(key).map(why -> new Suppressed(key, why)).stream())
                .findFirst();
    }
}
