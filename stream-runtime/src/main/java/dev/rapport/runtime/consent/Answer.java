package dev.rapport.runtime.consent;

import dev.rapport.runtime.value.VisibleText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a value says where a consent is expected: a yes takes a real {@code true}, a no may have any of many forms. */
enum Answer {
    YES,
    NO,
    /** Null. */
    NOTHING,
    /** Anything else, {@code "yes"} and 1 included: nobody is written to because of it, and nobody is kept from it. */
    UNCLEAR;

    /** As {@link Spelling#plain} writes them. */
    private static final Set<String> NO_WORDS = Set.of(
            "false",
            "f",
            "no",
            "n",
            "off",
            "never",
            "none",
            "denied",
            "deny",
            "declined",
            "disabled",
            "disallowed",
            "notgiven",
            "notgranted",
            "objected",
            "optedout",
            "optout",
            "out",
            "refused",
            "rejected",
            "revoked",
            "unsubscribe",
            "unsubscribed",
            "withdraw",
            "withdrawn",
            "withheld");

    private static final Pattern ZERO = Pattern.compile("[+-]?0+(\\.0+)?");

    static Answer of(@Nullable Object value) {
        if (value == null) {
            return NOTHING;
        }
        if (value instanceof Boolean flag) {
            return flag ? YES : NO;
        }
        if (value instanceof Number number) {
            return isZero(number) ? NO : UNCLEAR;
        }
        if (value instanceof String text) {
            return isNo(text) ? NO : UNCLEAR;
        }
        // {"granted": false, "at": "…"}, as consent platforms write it, and {"email": {"granted": 0}}.
        var parts = value instanceof Map<?, ?> fields
                ? fields.values()
                : value instanceof List<?> items ? items : List.of();
        return parts.stream().anyMatch(part -> of(part) == NO) ? NO : UNCLEAR;
    }

    private static boolean isZero(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal.signum() == 0;
        }
        return number instanceof BigInteger integer ? integer.signum() == 0 : number.doubleValue() == 0;
    }

    private static boolean isNo(String text) {
        var stripped = VisibleText.plain(text);
        return ZERO.matcher(stripped).matches() || NO_WORDS.contains(Spelling.plain(stripped));
    }
}
