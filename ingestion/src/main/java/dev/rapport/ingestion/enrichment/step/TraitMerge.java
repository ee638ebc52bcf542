package dev.rapport.ingestion.enrichment.step;

import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.ProfileState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Traits, merged trait by trait: the write with the latest event time wins, among equals the last to arrive. At most
 * 100 traits of together 32 KiB JSON are kept; beyond that the longest unwritten goes first, among equals the one listed
 * last.
 */
final class TraitMerge {
    private static final int MOST = 100;
    private static final int MOST_BYTES = 32 * 1024;

    private final Json json;

    TraitMerge(Json json) {
        this.json = json;
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
        var leaving = new ArrayList<>(traits.keySet());
        Collections.reverse(leaving);
        leaving.sort(Comparator.comparingLong(name -> times.getOrDefault(name, Long.MIN_VALUE)));
        var next = leaving.iterator();
        while (traits.size() > MOST) {
            drop(next.next(), traits, times);
        }
        var text = json.write(traits);
        while (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            drop(next.next(), traits, times);
            text = json.write(traits);
        }
        return text;
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
