package dev.rapport.testkit.record;

import dev.rapport.runtime.crypto.IdentifierHash;
import dev.rapport.runtime.crypto.IdentityConfig;

/** Ids of customers as enrichment mints them under the published development secret. */
public final class Customers {
    private static final IdentifierHash HASH = IdentityConfig.DEVELOPMENT.hash();

    private Customers() {}

    /** Customer whose first identifier is this user id or anonymous id. */
    public static String of(String identifier) {
        return HASH.of(identifier);
    }
}
