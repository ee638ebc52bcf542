package dev.rapport.inference.consent;

import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.schemas.id.DerivedId;

/**
 * Withdrawn consents as hashes: no customer can be read from them, and each takes some sixteen bytes. Two of 2^64
 * hashes that fall together would refuse a reply, never send one. Safe for use by several threads.
 */
public final class Withdrawals {
    private static final int HEX_DIGITS = 16;
    private static final int HEX = 16;

    private final HashedKeys hashes = new HashedKeys();
    private final int most;

    /** @param most withdrawals that are kept, at least 1; with more than that a worker cannot know whom it may write to */
    public Withdrawals(int most) {
        this.most = most;
    }

    /** How many are known. */
    public synchronized int size() {
        return hashes.size();
    }

    /** Whether the customer's last word on the consent was no; without a word from them it was not. */
    public synchronized boolean holds(ConsentKey key) {
        return hashes.contains(hash(key.text()));
    }

    /**
     * Takes note of the last word.
     *
     * @param key of the consents topic: the text of a {@link ConsentKey}
     * @throws IllegalStateException when there are more than are kept
     */
    synchronized void put(String key, boolean isWithdrawn) {
        if (!isWithdrawn) {
            hashes.remove(hash(key));
            return;
        }
        hashes.add(hash(key));
        if (hashes.size() > most) {
            throw new IllegalStateException("inference.consent.max-withdrawals=" + most
                    + ": more customers have withdrawn consent; raise it, for a worker must know all of them");
        }
    }

    private static long hash(String key) {
        return Long.parseUnsignedLong(DerivedId.sha256Hex(key).substring(0, HEX_DIGITS), HEX);
    }
}
