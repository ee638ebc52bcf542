package dev.rapport.tuning.outcomes;

import dev.rapport.schemas.CustomerProfile;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a profile says of a person: the first name, the traits that Segment reserves for persons, and all ids. Traits of
 * other names are not known to be personal; what looks personal is found by its form.
 *
 * @param names  of the customer, whole
 * @param orders numbers of orders; a profile holds none, a prompt does
 * @param others ids, addresses, numbers
 */
record PersonalValues(Set<String> names, Set<String> orders, Set<String> others) {
    private static final Set<String> NAMES =
            Set.of("firstname", "lastname", "name", "fullname", "middlename", "nickname", "username");
    private static final Set<String> OTHERS = Set.of(
            "email", "phone", "mobile", "address", "street", "city", "postalcode", "zip", "birthday", "id", "website");

    PersonalValues {
        names = Set.copyOf(names);
        orders = Set.copyOf(orders);
        others = Set.copyOf(others);
    }

    /** @param traits those of the profile: texts, numbers, flags, lists, objects */
    static PersonalValues of(CustomerProfile profile, Map<String, @Nullable Object> traits) {
        var names = new LinkedHashSet<String>();
        var others = new LinkedHashSet<String>();
        Stream.ofNullable(profile.getFirstName()).forEach(names::add);
        Stream.concat(
                        Stream.of(profile.getCustomerId(), profile.getUserId()).filter(Objects::nonNull),
                        profile.getAnonymousIds().stream())
                .forEach(others::add);
        traits.forEach((trait, value) -> {
            var name = plain(trait);
            if (NAMES.contains(name)) {
                names.addAll(leaves(value));
            } else if (OTHERS.contains(name)) {
                others.addAll(leaves(value));
            }
        });
        return new PersonalValues(names, Set.of(), others);
    }

    /** With what a prompt says in lines of its own: {@code name: Ana}, {@code order: SO-1}. */
    PersonalValues andLinesOf(String prompt) {
        var moreNames = new LinkedHashSet<>(names);
        var moreOrders = new LinkedHashSet<>(orders);
        var moreOthers = new LinkedHashSet<>(others);
        prompt.lines().forEach(line -> {
            var colon = line.indexOf(": ");
            if (colon > 0) {
                var field = plain(line.substring(0, colon));
                var value = line.substring(colon + 2).strip();
                if (NAMES.contains(field) || field.equals("customer")) {
                    moreNames.add(value);
                } else if (field.equals("order") || field.equals("orderid") || field.equals("ordernumber")) {
                    moreOrders.add(value);
                } else if (OTHERS.contains(field)) {
                    moreOthers.add(value);
                }
            }
        });
        return new PersonalValues(moreNames, moreOrders, moreOthers);
    }

    /** Both together. */
    PersonalValues and(PersonalValues more) {
        return new PersonalValues(both(names, more.names), both(orders, more.orders), both(others, more.others));
    }

    PersonalValues andOthers(Set<String> more) {
        return new PersonalValues(names, orders, both(others, more));
    }

    private static Set<String> both(Set<String> some, Set<String> more) {
        var both = new LinkedHashSet<>(some);
        both.addAll(more);
        return both;
    }

    /** Texts and numbers, also of an object such as an address. */
    private static List<String> leaves(@Nullable Object value) {
        var inner = value instanceof Map<?, ?> object ? object.values() : value;
        if (inner instanceof Collection<?> items) {
            return items.stream().flatMap(item -> leaves(item).stream()).toList();
        }
        return inner instanceof String || inner instanceof Number
                ? List.of(inner.toString().strip())
                : List.of();
    }

    /** {@code first_name}, {@code First Name} and {@code firstName} are one. */
    private static String plain(String name) {
        return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }
}
