package dev.rapport.inference.openai;

import java.net.http.HttpRequest;

/** The secret that a server asks for. It is in the requests' header and nowhere else: not in texts, logs or messages. */
public final class ApiKey {
    /** For servers that ask for none. */
    public static final ApiKey NONE = new ApiKey("");

    /** Servers repeat a wrong key with its middle blanked out; this many characters are enough to know it by. */
    private static final int KNOWN_BY = 6;

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /**
     * @param secret blanks around it do not count; blank is none
     * @throws IllegalArgumentException when a header cannot hold it; the message does not contain it
     */
    public static ApiKey of(String secret) {
        var stripped = secret.strip();
        if (!stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the API key must be one line of ASCII characters without blanks");
        }
        return new ApiKey(stripped);
    }

    /** Adds itself: as a bearer token to {@code Authorization}, else bare, as gateways with a header of their own want it. */
    void authorize(HttpRequest.Builder request, String header) {
        if (!secret.isEmpty()) {
            request.header(header, header.equalsIgnoreCase("Authorization") ? "Bearer " + secret : secret);
        }
    }

    /** A text of the server's without the key, whole or in part. */
    String removedFrom(String text) {
        if (secret.isEmpty()) {
            return text;
        }
        var start = secret.substring(0, Math.min(KNOWN_BY, secret.length()));
        var clean = new StringBuilder();
        var from = 0;
        for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, from)) {
            clean.append(text, from, at).append("***");
            from = at;
            while (from < text.length() && !Character.isWhitespace(text.charAt(from))) {
                from++;
            }
        }
        return clean.append(text.substring(from)).toString();
    }

    @Override
    public String toString() {
        return secret.isEmpty() ? "no key" : "***";
    }
}
