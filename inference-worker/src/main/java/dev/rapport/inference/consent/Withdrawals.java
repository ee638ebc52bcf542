package dev.rapport.inference.consent;

import dev.rapport.schemas.consent.ConsentKey;
import org.agrona.collections.LongHashSet;

/**
 * Withdrawn consents as hashes: no customer can be read from them, and each takes some sixteen bytes. Two of 2^64
 * hashes that are the same would refuse a reply, never send one. Safe for use by several threads.
 */
public final class Withdrawals {
    private static final long FACTOR = 31;

    private final LongHashSet hashes = new LongHashSet();
    private final int max;

    /** @param max withdrawals that are kept, at least 1; with more than that a worker cannot know whom it may write to */
    public Withdrawals(int max) {
        this.max = max;
    }

    /** How many are known. */
    public synchronized int size() {
        return hashes.size();
    }

    /**
     * Whether the customer's last word on the consent was no; without a word from them it was not.
     *
     * @param customer {@link CustomerHash} of whose consent it is, whatever customer the key names
     */
    synchronized boolean contains(long customer, ConsentKey key) {
        return hashes.contains(hash(customer, key));
    }

    /**
     * Takes note of the last word.
     *
     * @throws IllegalStateException when there are more than are kept
     */
    synchronized void put(ConsentKey key, boolean isWithdrawn) {
        var hash = hash(CustomerHash.of(key.customerId()), key);
        if (!isWithdrawn) {
            hashes.remove(hash);
            return;
        }
        hashes.add(hash);
        if (hashes.size() > max) {
            throw new IllegalStateException("inference.consent.max-withdrawals=" + max
                    + ": more customers have withdrawn consent; raise it, for a worker must know all of them");
        }
    }

    private static long hash(long customer, ConsentKey key) {
        var what = new ConsentKey("", key.purpose(), key.channel());
        return FACTOR * customer + CustomerHash.of(what.text());
    }
}
