package dev.rapport.runtime.crypto;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands for a sender's identifier in keys of topics and stores: the first 128 bits of HMAC-SHA256 over it in UTF-8
 * (RFC 2104), 32 characters of lower-case hexadecimal. The same secret gives the same hash in every process; without the
 * secret a hash cannot be traced to its identifier, not even by trying all of them: docs/adr/0062. Thread-safe.
 */
public final class IdentifierHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final Mac keyed;

    private IdentifierHash(Mac keyed) {
        this.keyed = keyed;
    }

    /** @param secret of the deployment; not empty */
    public static IdentifierHash keyedBy(String secret) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return new IdentifierHash(mac);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The hash of an identifier, whatever kind of identifier it is. */
    public String of(String identifier) {
        var hash = copy().doFinal(identifier.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }

    /** A third of the cost of a new one with the same key. */
    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own provider copies its " + ALGORITHM, e);
        }
    }
}
