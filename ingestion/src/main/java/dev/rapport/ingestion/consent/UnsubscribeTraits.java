package dev.rapport.ingestion.consent;

import dev.rapport.schemas.consent.Channel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Traits of identify calls that say no beside {@code consents}. Their opposite is no yes: that takes {@code consents}.
 */
final class UnsubscribeTraits {
    private record Trait(String name, boolean saysNoByTrue, String category) {
        boolean saysNo(@Nullable Object value) {
            return saysNoByTrue
                    ? Boolean.TRUE.equals(value)
                            || (value instanceof String text && text.strip().equalsIgnoreCase("true"))
                    : value != null && Answer.of(value) == Answer.NO;
        }
    }

    private static final List<Trait> TRAITS = List.of(
            // Customer.io: the reserved attribute of whoever wants no messages.
            new Trait("unsubscribed", true, Categories.MARKETING),
            // Intercom.
            new Trait("unsubscribed_from_emails", true, Channel.EMAIL.category()),
            // Braze: "opted_in", "subscribed" or "unsubscribed".
            new Trait("email_subscribe", false, Channel.EMAIL.category()),
            new Trait("push_subscribe", false, Channel.PUSH.category()));

    private UnsubscribeTraits() {}

    /** Categories that are withdrawn by these traits. */
    static List<String> withdrawnBy(Map<String, @Nullable Object> traits) {
        return TRAITS.stream()
                .filter(trait -> trait.saysNo(traits.get(trait.name())))
                .map(Trait::category)
                .toList();
    }
}
