package dev.rapport.enrichment.customer.profile;

import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.read.LanguageTag;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.PropertyKind;
import dev.rapport.enrichment.state.Trait;
import dev.rapport.runtime.consent.Addresses;
import dev.rapport.runtime.consent.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.ToIntFunction;

/**
 * Traits, merged trait by trait: the write with the latest event time wins, among equals the last to arrive. At most
 * 100 traits of together 32 KiB JSON are kept; beyond that the longest unwritten is evicted first, among equals the one
 * listed last. What campaigns go by is evicted only when nothing else is left.
 */
public final class TraitMerge {
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

    private static final Comparator<Trait> LATEST = Comparator.comparingLong(Trait::getWrittenAt)
            .thenComparing(trait -> trait.getProperty().getKind())
            .thenComparing(trait -> trait.getProperty().getText());

    private final Json json;

    TraitMerge(Json json) {
        this.json = json;
    }

    /** @return how many traits were evicted */
    int merge(CustomerState state, CustomerState.Builder changed, List<Property> written, long at) {
        var traits = new LinkedHashMap<String, Trait>();
        state.getTraits().forEach(trait -> traits.put(trait.getProperty().getName(), trait));
        for (var property : written) {
            var before = traits.get(property.getName());
            if (before == null || before.getWrittenAt() <= at) {
                traits.put(property.getName(), new Trait(property, at));
            }
        }
        var evicted = evict(traits, this::bytes);
        set(traits, changed);
        return evicted;
    }

    /** The traits of several states together; the same bounds, but for what JSON adds to texts. */
    public static void merged(List<Trait> all, CustomerState.Builder view) {
        var traits = new LinkedHashMap<String, Trait>();
        all.forEach(trait -> traits.merge(trait.getProperty().getName(), trait, BinaryOperator.maxBy(LATEST)));
        evict(traits, TraitMerge::characters);
        set(traits, view);
    }

    private static void set(Map<String, Trait> traits, CustomerState.Builder changed) {
        changed.setTraits(List.copyOf(traits.values()))
                .setFirstName(firstName(traits).orElse(null))
                .setTraitLanguage(language(traits).orElse(null))
                .setAddressKeys(addressKeys(traits.values()));
    }

    private static int evict(Map<String, Trait> traits, ToIntFunction<Collection<Trait>> size) {
        var before = traits.size();
        var leaving = new ArrayList<>(traits.values());
        Collections.reverse(leaving);
        leaving.sort(Comparator.<Trait, Boolean>comparing(
                        trait -> isKept(trait.getProperty().getName()))
                .thenComparingLong(Trait::getWrittenAt));
        var next = leaving.iterator();
        while (traits.size() > MAX_TRAITS || size.applyAsInt(traits.values()) > MAX_BYTES) {
            traits.remove(next.next().getProperty().getName());
        }
        return before - traits.size();
    }

    private int bytes(Collection<Trait> traits) {
        return json.object(traits.stream().map(Trait::getProperty).toList()).getBytes(StandardCharsets.UTF_8).length;
    }

    private static int characters(Collection<Trait> traits) {
        return traits.stream()
                .mapToInt(trait -> trait.getProperty().getName().length()
                        + trait.getProperty().getText().length())
                .sum();
    }

    private static boolean isKept(String name) {
        return KEPT.contains(Spelling.plain(name));
    }

    private static Optional<String> language(Map<String, Trait> traits) {
        return text(traits, "language").flatMap(LanguageTag::code).or(() -> text(traits, "locale")
                .flatMap(LanguageTag::code));
    }

    private static Optional<String> firstName(Map<String, Trait> traits) {
        return text(traits, "firstName").or(() -> text(traits, "first_name")).or(() -> text(traits, "name")
                .map(name -> name.split("\\s+", 2)[0]));
    }

    private static Optional<String> text(Map<String, Trait> traits, String name) {
        return Optional.ofNullable(traits.get(name))
                .map(Trait::getProperty)
                .filter(property -> property.getKind() == PropertyKind.TEXT)
                .map(property -> property.getText().strip())
                .filter(text -> !text.isBlank());
    }

    private static List<String> addressKeys(Collection<Trait> traits) {
        var texts = new LinkedHashMap<String, String>();
        for (var trait : traits) {
            if (trait.getProperty().getKind() == PropertyKind.TEXT) {
                texts.put(trait.getProperty().getName(), trait.getProperty().getText());
            }
        }
        return Addresses.keysIn(texts);
    }
}
