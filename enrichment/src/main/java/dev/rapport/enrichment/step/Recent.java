package dev.rapport.enrichment.step;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Things by event time, newest first, each once, the oldest dropped. */
final class Recent<T> {
    private final List<T> items;
    private final List<Long> times;
    private final Function<T, String> idOf;

    /** @param times event time of each item, in the same order */
    Recent(List<T> items, List<Long> times, Function<T, String> idOf) {
        this.items = new ArrayList<>(items);
        this.times = new ArrayList<>(times);
        this.idOf = idOf;
    }

    /** Puts an item at its place in time; one that is there with a later time stays. */
    void add(T item, long at, int most) {
        for (var i = 0; i < items.size(); i++) {
            if (idOf.apply(items.get(i)).equals(idOf.apply(item))) {
                if (times.get(i) > at) {
                    return;
                }
                items.remove(i);
                times.remove(i);
                break;
            }
        }
        var place = 0;
        while (place < times.size() && times.get(place) > at) {
            place++;
        }
        items.add(place, item);
        times.add(place, at);
        if (items.size() > most) {
            items.remove(most);
            times.remove(most);
        }
    }

    List<T> items() {
        return items;
    }

    List<Long> times() {
        return times;
    }
}
