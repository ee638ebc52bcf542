package dev.rapport.runtime.consent;

import dev.rapport.runtime.value.VisibleText;
import dev.rapport.schemas.id.DerivedId;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** E-mail addresses as keys: one for all spellings of an address, and a hash, so that nobody can be read from them. */
public final class Addresses {
    /** RFC 5321: 64 before the sign, 255 behind it. */
    private static final int MAX_LENGTH = 320;

    /** As {@link Spelling#plain} writes them. */
    private static final Set<String> NAMES = Set.of("email", "emailaddress", "recipient");

    /** {@code Petra <petra@example.com>}; what is between the last brackets counts. */
    private static final Pattern NAMED = Pattern.compile("[^<]*<([^<>]*)>");

    private Addresses() {}

    /** Keys of the addresses among these properties or traits. */
    public static List<String> keysIn(Map<?, ?> fields) {
        return fields.entrySet().stream()
                .filter(field -> isName(String.valueOf(field.getKey())))
                .flatMap(field ->
                        field.getValue() instanceof String text ? keyOf(text).stream() : Stream.<String>empty())
                .distinct()
                .toList();
    }

    /** Keys of the addresses that an event names of whom it is about. */
    static List<String> keysOf(Map<String, @Nullable Object> json) {
        return Stream.of(
                        object(json.get("properties")),
                        object(json.get("traits")),
                        object(object(json.get("context")).get("traits")))
                .flatMap(fields -> keysIn(fields).stream())
                .distinct()
                .limit(4)
                .toList();
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> fields ? fields : Map.of();
    }

    /** Whether a property or trait of this name is an address of whom the event is about. */
    public static boolean isName(String field) {
        return NAMES.contains(Spelling.plain(VisibleText.plain(field)));
    }

    /** Key of an address, the same for all its spellings; empty for what is not one. */
    public static Optional<String> keyOf(String text) {
        var address = normalized(text);
        return address.indexOf('@') > 0 && address.length() <= MAX_LENGTH
                ? Optional.of(DerivedId.sha256Hex(address))
                : Optional.empty();
    }

    /** Without what is around it, in lower case, its domain as DNS has it. */
    private static String normalized(String written) {
        // A name and an address may each be that long; what is longer is neither.
        var text = VisibleText.plain(written.length() > 4 * MAX_LENGTH ? "" : written);
        var named = NAMED.matcher(text);
        var bare = (named.matches() ? named.group(1).strip() : text).toLowerCase(Locale.ROOT);
        var address =
                bare.startsWith("mailto:") ? bare.substring("mailto:".length()).replaceFirst("\\?.*", "") : bare;
        var sign = address.lastIndexOf('@');
        return address.substring(0, sign + 1) + domain(address.substring(sign + 1));
    }

    private static String domain(String written) {
        try {
            return IDN.toASCII(written, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            // Not a name in DNS, and still the same text as the same text.
            return written;
        }
    }
}
