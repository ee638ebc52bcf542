package dev.rapport.ingestion.consent;

import dev.rapport.schemas.id.DerivedId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** E-mail addresses as keys: case-blind, trimmed, and as a hash, so that nobody can be read from them. */
public final class Addresses {
    /** RFC 5321: 64 before the sign, 255 behind it. */
    private static final int MAX_LENGTH = 320;

    private static final List<String> NAMES = List.of("email", "email_address", "emailAddress", "e_mail", "recipient");

    private Addresses() {}

    /** Keys of the addresses among these properties or traits. */
    public static List<String> keysIn(Map<?, ?> fields) {
        return NAMES.stream()
                .flatMap(name -> key(fields.get(name)).stream())
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

    private static Optional<String> key(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        var address = text.strip().toLowerCase(Locale.ROOT);
        return address.indexOf('@') > 0 && address.length() <= MAX_LENGTH
                ? Optional.of(DerivedId.sha256Hex(address))
                : Optional.empty();
    }
}
