package dev.rapport.ingestion.capture.cloudevents;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a content type says of bytes (RFC 2046).
 *
 * @param essence type and subtype in lower case; empty where nothing is said
 * @param charset of the parameter, if there is one that this platform knows
 */
record MediaType(String essence, Optional<Charset> charset) {
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:+-]{1,40})", Pattern.CASE_INSENSITIVE);

    static MediaType of(@Nullable String contentType) {
        if (contentType == null) {
            return new MediaType("", Optional.empty());
        }
        var end = contentType.indexOf(';');
        var essence = (end < 0 ? contentType : contentType.substring(0, end)).strip();
        var parameter = CHARSET.matcher(end < 0 ? "" : contentType.substring(end));
        return new MediaType(
                essence.toLowerCase(Locale.ROOT), parameter.find() ? charset(parameter.group(1)) : Optional.empty());
    }

    /** JSON event format, section 3.1.1. */
    boolean isJson() {
        return essence.endsWith("/json") || essence.endsWith("+json");
    }

    /** Whether people read it: what is not text is kept as Base64. */
    boolean isText() {
        return charset.isPresent()
                || essence.startsWith("text/")
                || essence.endsWith("/xml")
                || essence.endsWith("+xml")
                || essence.endsWith("/yaml")
                || essence.equals("application/x-www-form-urlencoded");
    }

    Charset charsetOrUtf8() {
        return charset.orElse(StandardCharsets.UTF_8);
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // Read as UTF-8, or kept as bytes where it is not.
            return Optional.empty();
        }
    }
}
