package dev.rapport.enrichment.customer.identity;

import dev.rapport.enrichment.state.ReadEvent;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers of an event as customers and links are named by: hashed, so that no key holds what a sender wrote. See
 * docs/adr/0077.
 *
 * @param user   hash of the user id, null for anonymous events
 * @param device hash of the anonymous id, null for server-side events
 */
public record HashedIds(@Nullable String user, @Nullable String device) {
    /** @param hash of an identifier, keyed by the deployment's secret */
    public static HashedIds of(ReadEvent event, UnaryOperator<String> hash) {
        var user = event.getUserId();
        var device = event.getAnonymousId();
        return new HashedIds(user == null ? null : hash.apply(user), device == null ? null : hash.apply(device));
    }
}
