package dev.rapport.runtime.consent;

import dev.rapport.schemas.SuppressionReason;
import dev.rapport.schemas.Withdrawal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an event says about consent, by category in lower case.
 *
 * @param stated  what the customer gave or withdrew with this very event
 * @param carried the preferences that travel with every event
 * @param suppression why the address is not to be written to, where the event says so
 * @param addressKeys keys of the addresses that it names then
 * @param problem the first value that is neither a yes nor a no; the rest is read all the same
 */
public record ConsentWords(
        Map<String, Boolean> stated,
        Map<String, Boolean> carried,
        Optional<SuppressionReason> suppression,
        List<String> addressKeys,
        Optional<Problem> problem) {
    /** Most categories that are kept of an event that is not taken whole; an event that is may have fewer. */
    static final int MAX_WITHDRAWN = 200;

    public ConsentWords {
        stated = Map.copyOf(stated);
        carried = Map.copyOf(carried);
        addressKeys = List.copyOf(addressKeys);
    }

    /**
     * A value that breaks its rule.
     *
     * @param field its path
     * @param rule  what it must be, as in "must be true or false"
     */
    public record Problem(String field, String rule) {}

    /** The same words, read back from what was left of an event. */
    public static ConsentWords of(Withdrawal withdrawal) {
        return new ConsentWords(
                refusing(withdrawal.getStated()),
                refusing(withdrawal.getCarried()),
                Optional.ofNullable(withdrawal.getSuppression()),
                withdrawal.getAddressKeys(),
                Optional.empty());
    }

    /** What is withdrawn or refused; empty when nothing is. */
    public Optional<Withdrawal> withdrawal() {
        var said = refused(stated, Set.of());
        var carriedOnly = refused(carried, Set.copyOf(said));
        if (said.isEmpty() && carriedOnly.isEmpty() && suppression.isEmpty()) {
            return Optional.empty();
        }
        var room = Math.max(0, MAX_WITHDRAWN - said.size());
        return Optional.of(new Withdrawal(
                said.subList(0, Math.min(said.size(), MAX_WITHDRAWN)),
                carriedOnly.subList(0, Math.min(carriedOnly.size(), room)),
                suppression.orElse(null),
                addressKeys));
    }

    /** What campaigns go by comes first, then by name, so that a crowd of others does not push it out. */
    private static List<String> refused(Map<String, Boolean> words, Set<String> except) {
        var names = words.entrySet().stream()
                .filter(word -> !word.getValue() && !except.contains(word.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        var ordered = new ArrayList<>(names.stream().filter(Categories::isKnown).toList());
        names.stream().filter(name -> !Categories.isKnown(name)).forEach(ordered::add);
        return ordered;
    }

    private static Map<String, Boolean> refusing(List<String> categories) {
        return categories.stream().distinct().collect(Collectors.toMap(category -> category, category -> false));
    }
}
