package dev.rapport.schemas.consent;

import java.util.Locale;

/**
 * Key of one consent. In a text a colon stands between the parts and is escaped inside them ({@code %3A}, and the percent
 * sign as {@code %25}), so that different consents have different keys.
 *
 * @param category in lower case, without blanks around it
 */
public record ConsentKey(String customerId, String category) {
    public ConsentKey {
        category = category.strip().toLowerCase(Locale.ROOT);
    }

    /** As it stands in {@code rapport.consents.v1}. */
    public String text() {
        return escaped(customerId) + ":" + escaped(category);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException when it is not such a key
     */
    public static ConsentKey parse(String text) {
        var colon = text.indexOf(':');
        if (colon < 0 || text.indexOf(':', colon + 1) >= 0) {
            throw new IllegalArgumentException("a consent key must be a customer and a category, joined by one colon");
        }
        return new ConsentKey(unescaped(text.substring(0, colon)), unescaped(text.substring(colon + 1)));
    }

    private static String escaped(String part) {
        return part.replace("%", "%25").replace(":", "%3A");
    }

    private static String unescaped(String part) {
        return part.replace("%3A", ":").replace("%25", "%");
    }
}
