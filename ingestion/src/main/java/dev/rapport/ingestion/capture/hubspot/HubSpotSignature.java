package dev.rapport.ingestion.capture.hubspot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Version 3 of HubSpot's signatures: base64 of HMAC-SHA256, keyed by the client secret, over method, URI, body and
 * timestamp. Compared in constant time. Thread-safe.
 *
 * <p>Source: HubSpot's developer documentation, "Validating requests".
 */
public final class HubSpotSignature {
    /** How far a request's timestamp may be from our clock. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final String METHOD = "POST";
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

    /** Escapes that HubSpot decodes before it signs; it leaves all others as they are, among them that of the blank. */
    private static final Map<String, String> DECODED = Map.ofEntries(
            Map.entry("3A", ":"),
            Map.entry("2F", "/"),
            Map.entry("3F", "?"),
            Map.entry("40", "@"),
            Map.entry("21", "!"),
            Map.entry("24", "$"),
            Map.entry("27", "'"),
            Map.entry("28", "("),
            Map.entry("29", ")"),
            Map.entry("2A", "*"),
            Map.entry("2C", ","),
            Map.entry("3B", ";"));

    /** The client secrets that are valid now. */
    @FunctionalInterface
    interface Secrets {
        List<String> current();
    }

    /** What a signature is worth. */
    public enum Verdict {
        VALID,
        /** The request does not have a signature and a timestamp. */
        MISSING,
        /** Its timestamp is too old or too far ahead, or it was taken before. */
        REPLAYED,
        /** It was made with another secret, for another URI or of another body, or no secret is configured. */
        WRONG
    }

    private final Secrets secrets;
    private final TakenSignatures taken = new TakenSignatures(WINDOW.multipliedBy(2));

    /**
     * @param onRefused told of every later version of the file of secrets that cannot be used, once
     * @throws IllegalArgumentException when the file of secrets cannot be used
     */
    public HubSpotSignature(HubSpotConfig config, Runnable onRefused) {
        this.secrets = config.inForce(onRefused);
    }

    /**
     * Checks the signature of a POST.
     *
     * @param uri       as HubSpot called it, with scheme, host and query
     * @param timestamp value of X-HubSpot-Request-Timestamp, in milliseconds
     * @param signature value of X-HubSpot-Signature-v3
     */
    public Verdict check(
            String uri, byte[] body, @Nullable String timestamp, @Nullable String signature, Instant receivedAt) {
        if (timestamp == null || signature == null || signature.isEmpty()) {
            return Verdict.MISSING;
        }
        if (!isRecent(timestamp, receivedAt)) {
            return Verdict.REPLAYED;
        }
        var message = message(uri, body, timestamp);
        var sent = signature.getBytes(StandardCharsets.UTF_8);
        var valid = false;
        for (var secret : secrets.current()) {
            // All of them, whichever it is: the time says nothing.
            valid |= MessageDigest.isEqual(Base64.getEncoder().encode(hmac(secret, message)), sent);
        }
        if (!valid) {
            return Verdict.WRONG;
        }
        return taken.contains(signature, receivedAt) ? Verdict.REPLAYED : Verdict.VALID;
    }

    /** The request with this signature is stored: it is not taken again. */
    public void taken(String signature, Instant receivedAt) {
        taken.add(signature, receivedAt);
    }

    private static boolean isRecent(String timestamp, Instant receivedAt) {
        try {
            var sentAt = Instant.ofEpochMilli(Long.parseLong(timestamp.strip()));
            return Duration.between(sentAt, receivedAt).abs().compareTo(WINDOW) <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static byte[] message(String uri, byte[] body, String timestamp) {
        var message = new ByteArrayOutputStream(body.length + uri.length() + 32);
        message.writeBytes((METHOD + decoded(uri)).getBytes(StandardCharsets.UTF_8));
        message.writeBytes(body);
        message.writeBytes(timestamp.getBytes(StandardCharsets.UTF_8));
        return message.toByteArray();
    }

    /** The URI as HubSpot signs it. */
    static String decoded(String uri) {
        return ESCAPE.matcher(uri).replaceAll(found -> {
            var plain = DECODED.get(found.group(1).toUpperCase(Locale.ROOT));
            return Matcher.quoteReplacement(plain == null ? found.group() : plain);
        });
    }

    private static byte[] hmac(String secret, byte[] message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256, and a secret is never empty", e);
        }
    }
}
