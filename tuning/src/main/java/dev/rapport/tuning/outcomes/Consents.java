package dev.rapport.tuning.outcomes;

import dev.rapport.schemas.consent.ConsentKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The last word of every customer on every category. One who was merged from several has a word of each: a no of any counts, a
 * yes of any is enough where none says no.
 */
final class Consents {
    /** Category of campaigns that answer a customer: the answer needs no consent, learning from it does. */
    private static final String NONE = "none";
    /** A withdrawal of any of these counts, required or not. */
    private static final Set<String> ALWAYS_HEARD = Set.of("personalization", "personalisation");

    private final Set<String> required;
    /** By the key of the customer now, and the customer then. */
    private final Map<String, Map<String, Boolean>> granted = new HashMap<>();

    /** @param required categories that must be granted besides that of the campaign */
    Consents(Set<String> required) {
        this.required = Set.copyOf(required);
    }

    /**
     * Takes a word, instead of the one before.
     *
     * @param key  with the customer who stays
     * @param said the customer in whose name it was written
     */
    void put(ConsentKey key, String said, boolean isGranted) {
        granted.computeIfAbsent(key.text(), none -> new HashMap<>()).put(said, isGranted);
    }

    void forget(ConsentKey key, String said) {
        granted.computeIfPresent(key.text(), (text, words) -> {
            words.remove(said);
            return words.isEmpty() ? null : words;
        });
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
                .anyMatch(category -> words(customerId, category).containsValue(false))) {
            return Optional.of(Omission.CONSENT_WITHDRAWN);
        }
        return categories.stream()
                        .allMatch(category -> words(customerId, category).containsValue(true))
                ? Optional.empty()
                : Optional.of(Omission.NO_CONSENT);
    }

    private Map<String, Boolean> words(String customerId, String category) {
        return words(ConsentKey.ofCategory(customerId, category));
    }

    private Map<String, Boolean> words(ConsentKey key) {
        return granted.getOrDefault(key.text(), Map.of());
    }
}
