package dev.rapport.ingestion.capture.privacy;

import dev.rapport.runtime.consent.Addresses;
import dev.rapport.runtime.crypto.IdentifierHash;
import dev.rapport.schemas.id.DerivedId;
import java.util.regex.Pattern;

/**
 * What stands for a value that is hashed: HMAC-SHA256 with the deployment's secret, so that the same value is the same and
 * cannot be guessed. The hash of an e-mail address has the form of one, so that it still stands for its owner in
 * suppressions, and is the same for every spelling. A hash is not hashed again. Thread-safe.
 */
record FieldHash(IdentifierHash secret) {
    private static final String PREFIX = "hashed:";
    private static final String DOMAIN = "@hashed.invalid";
    /** Apart from the keys of customers, which are hashes of their ids with the same secret. */
    private static final String PURPOSE = "field:";

    private static final Pattern HASHED = Pattern.compile("hashed:[0-9a-f]{32}|[0-9a-f]{32}@hashed\\.invalid");

    String of(String value) {
        return HASHED.matcher(value).matches()
                ? value
                : Addresses.keyOf(value).map(this::ofAddress).orElseGet(() -> PREFIX + secret.of(PURPOSE + value));
    }

    /** Key of the hashed form of an address, as suppressions have it. */
    String keyOfHashed(String addressKey) {
        return DerivedId.sha256Hex(ofAddress(addressKey));
    }

    private String ofAddress(String key) {
        return secret.of(PURPOSE + key) + DOMAIN;
    }
}
