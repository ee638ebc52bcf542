package dev.rapport.runtime.consent;

import dev.rapport.runtime.value.VisibleText;
import dev.rapport.schemas.consent.Channel;
import dev.rapport.schemas.consent.Purposes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Traits of identify calls that say no beside {@code consents}. Their opposite is no yes: that takes {@code consents}.
 */
final class UnsubscribeTraits {
    private static final String HUBSPOT_OPT_OUT = "hsemailoptout";
    private static final Set<String> TRUE_WORDS = Set.of("true", "t", "yes", "y", "1", "on");

    /** @param name as {@link Spelling#plain} writes it */
    private record Trait(String name, boolean saysNoByTrue, String category) {
        /** HubSpot has one opt-out for each type of subscription, with its number at the end. */
        boolean isNamed(String trait) {
            return trait.equals(name)
                    || (name.equals(HUBSPOT_OPT_OUT)
                            && trait.startsWith(name)
                            && trait.substring(name.length()).chars().allMatch(Character::isDigit));
        }

        boolean saysNo(@Nullable Object value) {
            return saysNoByTrue ? isTrue(value) : Answer.of(value) == Answer.NO;
        }

        /** Wider than a yes may be: what is said here is a no. */
        private static boolean isTrue(@Nullable Object value) {
            return Boolean.TRUE.equals(value)
                    || (value instanceof Number number && number.doubleValue() == 1)
                    || (value instanceof String text && TRUE_WORDS.contains(Spelling.plain(VisibleText.plain(text))));
        }
    }

    private static final List<Trait> TRAITS = List.of(
            // Customer.io: the reserved attribute of whoever wants no messages.
            new Trait("unsubscribed", true, Purposes.MARKETING),
            // Intercom.
            new Trait("unsubscribedfromemails", true, Channel.EMAIL.category()),
            // Braze: "opted_in", "subscribed" or "unsubscribed".
            new Trait("emailsubscribe", false, Channel.EMAIL.category()),
            new Trait("pushsubscribe", false, Channel.PUSH.category()),
            // Shopify.
            new Trait("acceptsmarketing", false, Purposes.MARKETING),
            new Trait("emailmarketingconsent", false, Channel.EMAIL.category()),
            new Trait("smsmarketingconsent", false, Channel.SMS.category()),
            // Salesforce and its Marketing Cloud Account Engagement (Pardot).
            new Trait("hasoptedoutofemail", true, Channel.EMAIL.category()),
            new Trait("optedout", true, Purposes.MARKETING),
            // HubSpot, and what many call it in their own words.
            new Trait(HUBSPOT_OPT_OUT, true, Channel.EMAIL.category()),
            new Trait("emailoptout", true, Channel.EMAIL.category()),
            new Trait("smsoptout", true, Channel.SMS.category()),
            new Trait("pushoptout", true, Channel.PUSH.category()),
            new Trait("marketingoptout", true, Purposes.MARKETING),
            new Trait("optout", true, Purposes.MARKETING));

    private UnsubscribeTraits() {}

    /** Categories that are withdrawn by these traits. */
    static List<String> withdrawnBy(Map<String, @Nullable Object> traits) {
        return traits.entrySet().stream()
                .flatMap(trait -> {
                    var name = Spelling.plain(VisibleText.plain(trait.getKey()));
                    return TRAITS.stream().filter(one -> one.isNamed(name) && one.saysNo(trait.getValue()));
                })
                .map(Trait::category)
                .distinct()
                .toList();
    }
}
