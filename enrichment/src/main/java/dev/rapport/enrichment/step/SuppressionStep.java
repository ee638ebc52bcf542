package dev.rapport.enrichment.step;

import dev.rapport.runtime.consent.Addresses;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Suppression;
import dev.rapport.schemas.SuppressionReason;
import dev.rapport.schemas.consent.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses are not written to, whoever has them. An address that bounced stays suppressed; others are written to
 * again once a customer who has it says yes to e-mail later than it was suppressed. See docs/adr/0031.
 */
public final class SuppressionStep {
    private final Json json;
    private final Function<String, Optional<Suppression>> known;

    /**
     * What changes about an address.
     *
     * @param suppression null when it may be written to again
     */
    public record Change(String addressKey, @Nullable Suppression suppression) {}

    /** @param known what is known of an address by its key, a little late */
    public SuppressionStep(Json json, Function<String, Optional<Suppression>> known) {
        this.json = json;
        this.known = known;
    }

    /** @param after the customer after the event */
    public List<Change> changes(CapturedEvent event, EventFacts facts, CustomerProfile after) {
        var said = facts.consents().suppression();
        if (said.isPresent()) {
            var named = facts.consents().addressKeys();
            return suppress(named.isEmpty() ? addresses(after) : named, said.get(), event);
        }
        var granted = facts.consents().stated().get(Channel.EMAIL.category());
        return Boolean.TRUE.equals(granted) ? lift(addresses(after), event.getOccurredAt()) : List.of();
    }

    /** Whether the customer has an address that is not written to. */
    public boolean isSuppressed(CustomerProfile customer) {
        return addresses(customer).stream()
                .anyMatch(address -> known.apply(address).isPresent());
    }

    private List<Change> suppress(List<String> addresses, SuppressionReason reason, CapturedEvent event) {
        var changes = new ArrayList<Change>();
        for (var address : addresses) {
            var fresh = new Suppression(reason, event.getOccurredAt(), event.getSourceId());
            var before = known.apply(address);
            var after = before.map(old -> stronger(old, fresh)).orElse(fresh);
            if (before.isEmpty() || !before.get().equals(after)) {
                changes.add(new Change(address, after));
            }
        }
        return changes;
    }

    private static Suppression stronger(Suppression old, Suppression fresh) {
        var reason = old.getReason().compareTo(fresh.getReason()) >= 0 ? old.getReason() : fresh.getReason();
        return old.getSuppressedAt().isBefore(fresh.getSuppressedAt())
                ? new Suppression(reason, fresh.getSuppressedAt(), fresh.getSourceId())
                : new Suppression(reason, old.getSuppressedAt(), old.getSourceId());
    }

    private List<Change> lift(List<String> addresses, Instant at) {
        return addresses.stream()
                .filter(address -> known.apply(address)
                        .filter(old -> old.getReason() != SuppressionReason.BOUNCED
                                && old.getSuppressedAt().isBefore(at))
                        .isPresent())
                .map(address -> new Change(address, null))
                .toList();
    }

    private List<String> addresses(CustomerProfile customer) {
        Map<String, @Nullable Object> traits = json.read(customer.getTraits().getBytes(StandardCharsets.UTF_8));
        return Addresses.keysIn(traits);
    }
}
