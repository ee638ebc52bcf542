package dev.rapport.enrichment.customer.profile;

import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.PropertyKind;
import dev.rapport.runtime.consent.Spelling;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer's clock is: by the trait {@code timezone}, else by {@code context.timezone} of their latest event that had
 * one, else by the campaign's {@code default-zone}, else UTC. A text that names no zone counts as absent.
 */
public final class Zones {
    /** Of the IANA database in any case; CRMs write {@code us_slash_eastern}. */
    private static final Map<String, ZoneId> KNOWN = ZoneId.getAvailableZoneIds().stream()
            .collect(Collectors.toUnmodifiableMap(id -> id.toLowerCase(Locale.ROOT), ZoneId::of, (one, same) -> one));

    private static final int MAX_LENGTH = 64;

    private Zones() {}

    /** Where a zone was found. */
    public enum Origin {
        TRAIT,
        CONTEXT,
        CAMPAIGN,
        UNKNOWN
    }

    /** @param origin UNKNOWN where it is UTC for want of another */
    public record Zone(ZoneId id, Origin origin) {
        @Override
        public String toString() {
            return id + " (" + origin.name().toLowerCase(Locale.ROOT) + ")";
        }
    }

    /**
     * The zone of a customer.
     *
     * @param customer    all fragments together
     * @param defaultZone of the campaign
     */
    public static Zone of(CustomerState customer, Optional<ZoneId> defaultZone) {
        return trait(customer)
                .map(in(Origin.TRAIT))
                .or(() -> named(customer.getContextTimezone()).map(in(Origin.CONTEXT)))
                .or(() -> defaultZone.map(in(Origin.CAMPAIGN)))
                .orElse(new Zone(ZoneOffset.UTC, Origin.UNKNOWN));
    }

    private static Function<ZoneId, Zone> in(Origin origin) {
        return id -> new Zone(id, origin);
    }

    private static Optional<ZoneId> trait(CustomerState customer) {
        for (var trait : customer.getTraits()) {
            var property = trait.getProperty();
            if (property.getKind() == PropertyKind.TEXT
                    && Spelling.plain(property.getName()).equals("timezone")) {
                return named(property.getText());
            }
        }
        return Optional.empty();
    }

    /** The zone that a text names: of the IANA database, or an offset such as {@code +05:30}. */
    static Optional<ZoneId> named(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var name = text.strip();
        var known = KNOWN.get(name.toLowerCase(Locale.ROOT).replace("_slash_", "/"));
        if (known != null) {
            return Optional.of(known);
        }
        try {
            return Optional.of(ZoneId.of(name, ZoneId.SHORT_IDS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
