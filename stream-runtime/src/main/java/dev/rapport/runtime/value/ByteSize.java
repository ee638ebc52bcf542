package dev.rapport.runtime.value;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A number of bytes.
 *
 * @param bytes at least 0
 */
public record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*(B|KIB|MIB|GIB)?");

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size must be at least 0, not " + bytes);
        }
    }

    /** Whole kibibytes. */
    public static ByteSize ofKiB(long kib) {
        return new ByteSize(Math.multiplyExact(kib, 1024L));
    }

    /** Whole mebibytes. */
    public static ByteSize ofMiB(long mib) {
        return ofKiB(Math.multiplyExact(mib, 1024L));
    }

    /**
     * Reads {@code 512}, {@code 512B}, {@code 32KiB}, {@code 64MiB} or {@code 1GiB}, in any case.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static ByteSize parse(String text) {
        var matcher = FORM.matcher(text.trim().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a size such as 32KiB or 64MiB, not '" + text + "'");
        }
        var number = Long.parseLong(matcher.group(1));
        var unit = matcher.group(2) == null ? "B" : matcher.group(2);
        try {
            return switch (unit) {
                case "KIB" -> ofKiB(number);
                case "MIB" -> ofMiB(number);
                case "GIB" -> ofMiB(Math.multiplyExact(number, 1024L));
                default -> new ByteSize(number);
            };
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("expected a size below 8,388,608 TiB, not '" + text + "'", e);
        }
    }

    @Override
    public String toString() {
        if (bytes > 0 && bytes % (1L << 30) == 0) {
            return (bytes >> 30) + "GiB";
        }
        if (bytes > 0 && bytes % (1L << 20) == 0) {
            return (bytes >> 20) + "MiB";
        }
        return bytes > 0 && bytes % 1024 == 0 ? (bytes >> 10) + "KiB" : bytes + "B";
    }
}
