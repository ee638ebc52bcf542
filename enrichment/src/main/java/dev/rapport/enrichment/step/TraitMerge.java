package dev.rapport.enrichment.step;

import dev.rapport.enrichment.state.ProfileState;
import dev.rapport.runtime.consent.Spelling;
import dev.rapport.schemas.CustomerProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Traits, merged trait by trait: the write with the latest event time wins, among equals the last to arrive. At most
 * 100 traits of together 32 KiB JSON are kept; beyond that the longest unwritten goes first, among equals the one listed
 * last. What campaigns go by leaves only when nothing else is left.
 */
final class TraitMerge {
    private static final int MAX_TRAITS = 100;
    private static final int MAX_BYTES = 32 * 1024;
    /** Reserved traits of the Segment spec that say who somebody is and how to write to them, and ours. */
    private static final Set<String> KEPT = Set.of(
            "address",
            "birthday",
            "city",
            "company",
            "consents",
            "country",
            "createdat",
            "email",
            "firstname",
            "gender",
            "language",
            "lastname",
            "locale",
            "name",
            "phone",
            "timezone",
            "title",
            "username");

    private final Json json;
    private final IntConsumer evicted;

    /** @param evicted told how many traits were evicted, whenever some were */
    TraitMerge(Json json, IntConsumer evicted) {
        this.json = json;
        this.evicted = evicted;
    }

    void merge(
            ProfileState state,
            CustomerProfile.Builder profile,
            ProfileState.Builder changed,
            Map<String, @Nullable Object> written,
            long at) {
        var traits = new LinkedHashMap<>(read(profile.getTraits()));
        var times = new HashMap<>(state.getTraitTimes());
        written.forEach((name, value) -> {
            if (times.getOrDefault(name, Long.MIN_VALUE) <= at) {
                traits.put(name, value);
                times.put(name, at);
            }
        });
        profile.setTraits(bounded(traits, times));
        profile.setFirstName(firstName(traits).orElse(null));
        changed.setTraitTimes(times);
    }

    /** The traits that are kept, as JSON; the others are taken out of both maps. */
    private String bounded(Map<String, @Nullable Object> traits, Map<String, Long> times) {
        var before = traits.size();
        var leaving = new ArrayList<>(traits.keySet());
        Collections.reverse(leaving);
        leaving.sort(Comparator.comparing(TraitMerge::isKept)
                .thenComparingLong(name -> times.getOrDefault(name, Long.MIN_VALUE)));
        var next = leaving.iterator();
        while (traits.size() > MAX_TRAITS) {
            drop(next.next(), traits, times);
        }
        var text = json.write(traits);
        while (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            drop(next.next(), traits, times);
            text = json.write(traits);
        }
        if (traits.size() < before) {
            evicted.accept(before - traits.size());
        }
        return text;
    }

    private static boolean isKept(String name) {
        return KEPT.contains(Spelling.plain(name));
    }

    private static void drop(String name, Map<String, @Nullable Object> traits, Map<String, Long> times) {
        traits.remove(name);
        times.remove(name);
    }

    /** The language that the traits name. */
    Optional<String> language(String traitsJson) {
        if (traitsJson.equals("{}")) {
            return Optional.empty();
        }
        var traits = read(traitsJson);
        return text(traits, "language").flatMap(LanguageTag::code).or(() -> text(traits, "locale")
                .flatMap(LanguageTag::code));
    }

    private static Optional<String> firstName(Map<String, @Nullable Object> traits) {
        return text(traits, "firstName").or(() -> text(traits, "first_name")).or(() -> text(traits, "name")
                .map(name -> name.split("\\s+", 2)[0]));
    }

    private static Optional<String> text(Map<String, @Nullable Object> traits, String name) {
        return traits.get(name) instanceof String text && !text.isBlank()
                ? Optional.of(text.strip())
                : Optional.empty();
    }

    private Map<String, @Nullable Object> read(String object) {
        return json.read(object.getBytes(StandardCharsets.UTF_8));
    }
}
