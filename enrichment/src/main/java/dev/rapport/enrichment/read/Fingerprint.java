package dev.rapport.enrichment.read;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.id.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    /** Bytes of one, in every store. */
    public static final int LENGTH = 3 * Long.BYTES;

    private static final long ABSENT = 0;

    /** @param properties its properties or traits, as they were read */
    static Fingerprint of(CapturedEvent event, Map<String, @Nullable Object> properties) {
        var body = new StringBuilder(512);
        add(body, event.getType().name());
        add(body, event.getName());
        add(body, event.getPreviousId());
        add(body, properties);
        return new Fingerprint(hash(body), hash(event.getUserId()), hash(event.getAnonymousId()));
    }

    /** The next one of these bytes, whose position moves behind it. */
    public static Fingerprint read(ByteBuffer bytes) {
        return new Fingerprint(bytes.getLong(), bytes.getLong(), bytes.getLong());
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
        return HexFormat.of().toHexDigits(hash(bytes()));
    }

    private static long hash(@Nullable String id) {
        if (id == null) {
            return ABSENT;
        }
        var named = new StringBuilder(64);
        add(named, id);
        return hash(named);
    }

    private static long hash(StringBuilder text) {
        return hash(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static long hash(byte[] bytes) {
        return ByteBuffer.wrap(Sha256.of(bytes)).getLong();
    }

    /** Every value with its kind and length before it, so that no two values run into each other. */
    private static void add(StringBuilder out, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, @Nullable Object>();
            map.forEach((name, field) -> sorted.put(String.valueOf(name), field));
            head(out, 'm', sorted.size());
            sorted.forEach((name, field) -> {
                add(out, name);
                add(out, field);
            });
        } else if (value instanceof List<?> list) {
            head(out, 'l', list.size());
            list.forEach(item -> add(out, item));
        } else {
            var text = String.valueOf(value);
            head(out, value instanceof String ? 's' : 'v', utf8Length(text));
            out.append(text);
        }
    }

    private static void head(StringBuilder out, char kind, int length) {
        out.append(kind).append(length).append(':');
    }

    private static int utf8Length(String text) {
        for (var at = 0; at < text.length(); at++) {
            if (text.charAt(at) > '\u007f') {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}
