package dev.rapport.inference.consent;

/**
 * A set of 64-bit hashes in one array, eight bytes and some air each; grows as it fills. Open addressing with linear
 * probing (Knuth, TAOCP 6.4, algorithms L and R). Not thread-safe.
 */
final class HashedKeys {
    private static final int MIN_PLACES = 1 << 10;
    /** Marks a free place; the hash that is this number is taken for {@link #STAND_IN}. */
    private static final long FREE = 0;

    private static final long STAND_IN = 1;

    private long[] places = new long[MIN_PLACES];
    private int size;

    int size() {
        return size;
    }

    boolean contains(long hash) {
        return places[place(stored(hash))] != FREE;
    }

    void add(long hash) {
        var key = stored(hash);
        var place = place(key);
        if (places[place] == FREE) {
            places[place] = key;
            size++;
            if (size > places.length / 2) {
                grow();
            }
        }
    }

    void remove(long hash) {
        var hole = place(stored(hash));
        if (places[hole] == FREE) {
            return;
        }
        size--;
        // What was pushed past the hole by what is gone moves back into it.
        for (var next = after(hole); places[next] != FREE; next = after(next)) {
            var home = home(places[next]);
            var reachesOverHole = hole <= next ? home <= hole || home > next : home <= hole && home > next;
            if (reachesOverHole) {
                places[hole] = places[next];
                hole = next;
            }
        }
        places[hole] = FREE;
    }

    /** Where a key is, or would be. */
    private int place(long key) {
        var place = home(key);
        while (places[place] != FREE && places[place] != key) {
            place = after(place);
        }
        return place;
    }

    private int home(long key) {
        return (int) key & (places.length - 1);
    }

    private int after(int place) {
        return (place + 1) & (places.length - 1);
    }

    private void grow() {
        var old = places;
        places = new long[old.length * 2];
        for (var key : old) {
            if (key != FREE) {
                places[place(key)] = key;
            }
        }
    }

    private static long stored(long hash) {
        return hash == FREE ? STAND_IN : hash;
    }
}
