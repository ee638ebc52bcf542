package dev.rapport.inference.consent;

import java.util.Collection;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/**
 * Who is the same customer now, as {@code rapport.identities.v1} says. Only fragments that are part of another customer
 * are kept, as hashes, 70 to 140 bytes each. Safe for use by several threads.
 */
public final class MergedIdentities {
    private static final long NONE = CustomerHash.NONE;
    private static final long NO_VERSION = -1;

    private final int max;
    /** Fragment to the customer whom it is part of. */
    private final Long2LongHashMap customers = new Long2LongHashMap(NONE);
    /** Fragment to the version that merged it. */
    private final Long2LongHashMap versions = new Long2LongHashMap(NO_VERSION);
    /** Customer to one of its fragments, */
    private final Long2LongHashMap firstFragments = new Long2LongHashMap(NONE);
    /** and every fragment to another one of its customer. */
    private final Long2LongHashMap nextFragments = new Long2LongHashMap(NONE);

    private final LongHashSet unreadable = new LongHashSet();

    /**
     * All who are one customer.
     *
     * @param members    {@link CustomerHash}es
     * @param isComplete whether there may be none beside them: every record about a member could be read
     */
    record Group(Collection<Long> members, boolean isComplete) {}

    /** @param max merged fragments that are kept, at least 1; with more a worker cannot know whom it may write to */
    public MergedIdentities(int max) {
        this.max = max;
    }

    /** How many fragments are part of another customer. */
    public synchronized int size() {
        return customers.size();
    }

    /**
     * Whether a record of a version says more of a fragment than the merge that is known, if any is; one without a version, 0,
     * always does.
     */
    synchronized boolean isNewer(String fragmentId, int version) {
        var known = versions.get(CustomerHash.of(fragmentId));
        return known == NO_VERSION || version == 0 || version > known;
    }

    /**
     * A fragment is part of a customer now.
     *
     * @throws IllegalStateException when there are more than are kept
     */
    synchronized void merge(String fragmentId, String customerId, int version) {
        if (!isNewer(fragmentId, version)) {
            return;
        }
        part(fragmentId);
        var fragment = CustomerHash.of(fragmentId);
        var customer = CustomerHash.of(customerId);
        if (fragment == customer) {
            return;
        }
        customers.put(fragment, customer);
        versions.put(fragment, version);
        var sibling = firstFragments.put(customer, fragment);
        if (sibling != NONE) {
            nextFragments.put(fragment, sibling);
        }
        if (customers.size() > max) {
            throw new IllegalStateException("inference.consent.max-merges=" + max
                    + ": more identities are merged; raise it, for a worker must know all of them");
        }
    }

    /** A fragment stands alone. */
    synchronized void part(String fragmentId) {
        var fragment = CustomerHash.of(fragmentId);
        unreadable.remove(fragment);
        versions.remove(fragment);
        var customer = customers.remove(fragment);
        if (customer == NONE) {
            return;
        }
        var next = nextFragments.remove(fragment);
        if (firstFragments.get(customer) == fragment) {
            put(firstFragments, customer, next);
            return;
        }
        var before = firstFragments.get(customer);
        while (nextFragments.get(before) != fragment) {
            before = nextFragments.get(before);
        }
        put(nextFragments, before, next);
    }

    /** It is not known whom a fragment is part of, until the next record about it. */
    synchronized void unknown(String fragmentId) {
        unreadable.add(CustomerHash.of(fragmentId));
    }

    /** Everybody who is one customer with one of these ids, through chains and loops of merges; at least the ids. */
    synchronized Group groupOf(Collection<String> ids) {
        var members = new LongHashSet();
        var reached = new LongArrayList();
        ids.forEach(id -> reach(CustomerHash.of(id), members, reached));
        for (var i = 0; i < reached.size(); i++) {
            var member = reached.getLong(i);
            reach(customers.get(member), members, reached);
            for (var fragment = firstFragments.get(member); fragment != NONE; fragment = nextFragments.get(fragment)) {
                reach(fragment, members, reached);
            }
        }
        return new Group(members, reached.stream().noneMatch(unreadable::contains));
    }

    private static void reach(long id, LongHashSet members, LongArrayList reached) {
        if (id != NONE && members.add(id)) {
            reached.addLong(id);
        }
    }

    private static void put(Long2LongHashMap map, long key, long value) {
        if (value == NONE) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }
}
