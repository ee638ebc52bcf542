package dev.rapport.tuning.outcomes;

import dev.rapport.schemas.consent.ConsentKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The last word of every customer on every category. */
final class Consents {
    /** Category of campaigns that answer a customer: the answer needs no consent, learning from it does. */
    private static final String NONE = "none";
    /** A withdrawal of any of these counts, required or not. */
    private static final Set<String> ALWAYS_HEARD = Set.of("personalization", "personalisation");

    private final Set<String> required;
    private final Map<String, Boolean> granted = new HashMap<>();

    /** @param required categories that must be granted besides that of the campaign */
    Consents(Set<String> required) {
        this.required = Set.copyOf(required);
    }

    /** @param key of the consents topic: the text of a {@link ConsentKey} */
    void put(String key, boolean isGranted) {
        granted.put(key, isGranted);
    }

    void forget(String key) {
        granted.remove(key);
    }

    /**
     * Whether replies to the customer may be learned from.
     *
     * @param ofCampaign category that the campaign goes by; empty when it is not known
     * @return why not; empty when they may
     */
    Optional<Omission> objection(String customerId, Optional<String> ofCampaign) {
        var categories = Stream.concat(required.stream(), ofCampaign.stream().filter(one -> !one.equals(NONE)))
                .distinct()
                .toList();
        if (Stream.concat(categories.stream(), ALWAYS_HEARD.stream())
                .anyMatch(category -> Boolean.FALSE.equals(granted.get(key(customerId, category))))) {
            return Optional.of(Omission.CONSENT_WITHDRAWN);
        }
        return categories.stream().allMatch(category -> granted.containsKey(key(customerId, category)))
                ? Optional.empty()
                : Optional.of(Omission.NO_CONSENT);
    }

    private static String key(String customerId, String category) {
        return ConsentKey.ofCategory(customerId, category).text();
    }
}
