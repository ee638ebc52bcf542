package dev.rapport.ingestion.enrichment.step;

import dev.rapport.schemas.CapturedEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, in eight bytes: its type, name, previous id and properties or traits, whatever the order of their
 * fields. A message that is sent again has the same one. Its ids, times and context do not count: between two attempts a
 * customer may log in, and SDKs write {@code sentAt} and counts of retries anew.
 */
public final class Fingerprint {
    /** Length in bytes. */
    public static final int LENGTH = 8;

    private Fingerprint() {}

    /** The first eight bytes of a SHA-256. */
    public static byte[] of(CapturedEvent event, EventFacts facts) {
        var digest = sha256();
        add(digest, event.getType().name());
        add(digest, event.getName());
        add(digest, event.getPreviousId());
        add(digest, facts.properties());
        return Arrays.copyOf(digest.digest(), LENGTH);
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
