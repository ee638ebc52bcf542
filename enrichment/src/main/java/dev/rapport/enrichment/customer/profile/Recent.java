package dev.rapport.enrichment.customer.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Lists of things by event time, newest first, each once, the oldest evicted.
 *
 * @param idOf tells one from another
 * @param atOf event time
 * @param max  things kept
 */
record Recent<T>(Function<T, String> idOf, ToLongFunction<T> atOf, int max) {
    /** The list of these, whatever order they come in. */
    List<T> of(List<T> items) {
        List<T> list = List.of();
        for (var item : items.stream()
                .sorted(Comparator.comparingLong(atOf).thenComparing(idOf).thenComparing(Object::toString))
                .toList()) {
            list = with(list, item);
        }
        return list;
    }

    /** The list with an item at its place in time; one that is there with a later time stays. */
    List<T> with(List<T> items, T item) {
        var id = idOf.apply(item);
        var at = atOf.applyAsLong(item);
        var changed = new ArrayList<T>(items.size() + 1);
        for (var known : items) {
            if (!idOf.apply(known).equals(id)) {
                changed.add(known);
            } else if (atOf.applyAsLong(known) > at) {
                return items;
            }
        }
        var place = 0;
        while (place < changed.size() && atOf.applyAsLong(changed.get(place)) > at) {
            place++;
        }
        changed.add(place, item);
        if (changed.size() > max) {
            changed.remove(max);
        }
        return changed;
    }
}
