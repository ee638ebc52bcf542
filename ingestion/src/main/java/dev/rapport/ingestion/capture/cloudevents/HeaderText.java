package dev.rapport.ingestion.capture.cloudevents;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Values of {@code ce-} headers: HTTP protocol binding, section 3.1.3.2. */
final class HeaderText {
    private static final int HEX = 16;

    private HeaderText() {}

    /**
     * The attribute's value: quotes are removed, then one round of percent-decoding.
     *
     * @throws IllegalArgumentException when what is encoded is not UTF-8
     */
    static String decoded(String header) {
        var value = header.strip();
        var isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return percentDecoded(isQuoted ? unescaped(value.substring(1, value.length() - 1)) : value);
    }

    private static String unescaped(String quoted) {
        var text = new StringBuilder(quoted.length());
        for (var at = 0; at < quoted.length(); at++) {
            var isEscape = quoted.charAt(at) == '\\' && at + 1 < quoted.length();
            text.append(quoted.charAt(isEscape ? ++at : at));
        }
        return text.toString();
    }

    private static String percentDecoded(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        var text = new StringBuilder(value.length());
        var bytes = new ByteArrayOutputStream();
        for (var at = 0; at < value.length(); at++) {
            var high = value.charAt(at) == '%' && at + 2 < value.length()
                    ? Character.digit(value.charAt(at + 1), HEX)
                    : -1;
            var low = high < 0 ? -1 : Character.digit(value.charAt(at + 2), HEX);
            if (low < 0) {
                flush(bytes, text);
                // A percent sign that begins no code stands for itself: older producers do not encode it.
                text.append(value.charAt(at));
            } else {
                bytes.write(high * HEX + low);
                at += 2;
            }
        }
        flush(bytes, text);
        return text.toString();
    }

    private static void flush(ByteArrayOutputStream bytes, StringBuilder text) {
        if (bytes.size() == 0) {
            return;
        }
        try {
            text.append(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())));
            bytes.reset();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is percent-encoded, but not in UTF-8", e);
        }
    }
}
