package dev.rapport.enrichment.step;

import dev.rapport.schemas.CapturedEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event says and of whom, as the first eight bytes each of SHA-256. A message that is sent again says the same. Times
 * and context do not count: SDKs write {@code sentAt} and counts of retries anew.
 *
 * @param body        its type, name, previous id and properties or traits, whatever the order of their fields
 * @param userId      zero where it has none
 * @param anonymousId zero where it has none
 */
public record Fingerprint(long body, long userId, long anonymousId) {
    private static final int LENGTH = 3 * Long.BYTES;
    private static final long ABSENT = 0;

    public static Fingerprint of(CapturedEvent event, EventFacts facts) {
        var digest = sha256();
        add(digest, event.getType().name());
        add(digest, event.getName());
        add(digest, event.getPreviousId());
        add(digest, facts.properties());
        return new Fingerprint(start(digest), hash(event.getUserId()), hash(event.getAnonymousId()));
    }

    /** All of a value that {@link #bytes()} were joined to. */
    public static List<Fingerprint> read(byte[] joined) {
        var bytes = ByteBuffer.wrap(joined);
        var fingerprints = new ArrayList<Fingerprint>();
        while (bytes.remaining() >= LENGTH) {
            fingerprints.add(new Fingerprint(bytes.getLong(), bytes.getLong(), bytes.getLong()));
        }
        return fingerprints;
    }

    /** Of always the same length. */
    public byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .putLong(body)
                .putLong(userId)
                .putLong(anonymousId)
                .array();
    }

    /**
     * Whether one may be the other sent again: they say the same, and their ids do not contradict each other. Between two
     * attempts a customer may log in or out, or a device be told another anonymous id; but one attempt is not two users'.
     */
    public boolean isOfSameEvent(Fingerprint other) {
        if (body != other.body) {
            return false;
        }
        if (userId != ABSENT && other.userId != ABSENT) {
            return userId == other.userId;
        }
        return anonymousId == other.anonymousId || anonymousId == ABSENT || other.anonymousId == ABSENT;
    }

    /** Of what is said and of whom together: eight bytes in lower-case hexadecimal. */
    public String name() {
        var digest = sha256();
        digest.update(bytes());
        return HexFormat.of().toHexDigits(start(digest));
    }

    private static long hash(@Nullable String id) {
        if (id == null) {
            return ABSENT;
        }
        var digest = sha256();
        add(digest, id);
        return start(digest);
    }

    private static long start(MessageDigest digest) {
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** Every value with its kind and length before it, so that no two values run into each other. */
    private static void add(MessageDigest digest, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, @Nullable Object>();
            map.forEach((name, field) -> sorted.put(String.valueOf(name), field));
            head(digest, 'm', sorted.size());
            sorted.forEach((name, field) -> {
                add(digest, name);
                add(digest, field);
            });
        } else if (value instanceof List<?> list) {
            head(digest, 'l', list.size());
            list.forEach(item -> add(digest, item));
        } else {
            var bytes = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
            head(digest, value instanceof String ? 's' : 'v', bytes.length);
            digest.update(bytes);
        }
    }

    private static void head(MessageDigest digest, char kind, int length) {
        digest.update((kind + Integer.toString(length) + ":").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
