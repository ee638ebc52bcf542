package dev.rapport.schemas.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Identifiers computed from what caused them: 128 bits of SHA-256 over the length-prefixed parts, in lower-case
 * hexadecimal. Length prefixes keep ("ab", "c") and ("a", "bc") apart.
 */
public final class DerivedId {
    private static final int BYTES = 16;

    private DerivedId() {}

    /**
     * Id of the prompt, and of the decision, that a trigger causes: at most one for each campaign and event, in whatever
     * version of the campaign and under whichever customer the event arrives.
     */
    public static String prompt(String campaignId, String sourceId, String triggerMessageId) {
        return of("prompt", campaignId, sourceId, triggerMessageId);
    }

    /** Id of the session that a customer's event opens. */
    public static String session(String customerId, long startedAtMillis) {
        return of("session", customerId, Long.toString(startedAtMillis));
    }

    /** Id of a conversion; {@code cause} is the order, or the event where there is no order. */
    public static String conversion(String customerId, String goal, String cause) {
        return of("conversion", customerId, goal, cause);
    }

    /** Id over any parts; the first says what kind of id it is. */
    public static String of(String kind, String... parts) {
        var digest = Sha256.digest();
        update(digest, kind);
        for (var part : parts) {
            update(digest, part);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    /** As {@link Sha256#hex(String)}. */
    public static String sha256Hex(String text) {
        return Sha256.hex(text);
    }

    private static void update(MessageDigest digest, String part) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(new byte[] {
            (byte) (bytes.length >>> 24), (byte) (bytes.length >>> 16), (byte) (bytes.length >>> 8), (byte) bytes.length
        });
        digest.update(bytes);
    }
}
