package dev.rapport.runtime.crypto;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a sender's identifier in keys of topics and stores: the first 128 bits of HMAC-SHA256 over it in UTF-8
 * (RFC 2104), 32 characters of lower-case hexadecimal. The same secret gives the same hash in every process; without the
 * secret a hash cannot be traced to its identifier, not even by trying all of them: docs/adr/0062. Thread-safe.
 */
public final class IdentifierHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    /** Senders who are active send again and again: those of the last minutes need not be hashed anew. */
    private static final int RECENT = 1 << 13;

    private static final int MAX_RECENT_LENGTH = 64;

    private record Hashed(String identifier, String hash) {}

    /** Each in the place of its hash code, whoever came last; threads see each other's sooner or later. */
    private final @Nullable Hashed[] recent = new Hashed[RECENT];

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
        var code = identifier.hashCode();
        var place = (code ^ code >>> 16) & (RECENT - 1);
        var known = recent[place];
        if (known != null && known.identifier().equals(identifier)) {
            return known.hash();
        }
        var hash = HexFormat.of().formatHex(macs.get().doFinal(identifier.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
        if (identifier.length() <= MAX_RECENT_LENGTH) {
            recent[place] = new Hashed(identifier, hash);
        }
        return hash;
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
