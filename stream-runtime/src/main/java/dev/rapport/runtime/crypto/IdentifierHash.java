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

    /** One for each thread: it is ready for the next identifier when it has hashed one, and cheaper to keep than to copy. */
    private final ThreadLocal<Mac> macs;

    private IdentifierHash(SecretKeySpec key) {
        macs = ThreadLocal.withInitial(() -> keyed(key));
        // A platform without the algorithm fails here, not at the first event.
        macs.get();
    }

    /** @param secret of the deployment; not empty */
    public static IdentifierHash keyedBy(String secret) {
        return new IdentifierHash(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    /** The hash of an identifier, whatever kind of identifier it is. */
    public String of(String identifier) {
        var hash = macs.get().doFinal(identifier.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }

    private static Mac keyed(SecretKeySpec key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
