package dev.rapport.enrichment.customer.fragment;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.consent.ConsentMerge;
import dev.rapport.enrichment.state.ConsentMark;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Fragment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a merge is undone. Fragments that became part of the customer through the one that leaves go with it. Each side
 * keeps the withdrawals of the other, as it is not known any more which of the two persons meant them.
 *
 * @param stays  the fragments of the customer from now on
 * @param leaves those that go back; empty where nothing is known of them
 */
public record Parting(List<Fragment> stays, List<Fragment> leaves) {
    /**
     * @param customerId  whom the fragments were part of
     * @param fragmentId  the one that leaves
     * @param changedAt   event time of the unmerge, in milliseconds since the epoch
     * @param effectiveAt from when it is in force, in milliseconds since the epoch
     */
    public static Parting of(
            String customerId, List<Fragment> fragments, String fragmentId, long changedAt, long effectiveAt) {
        var stays = new ArrayList<Fragment>();
        var leaves = new ArrayList<Fragment>();
        for (var one : fragments) {
            var at = one.getThrough().indexOf(fragmentId);
            if (one.getFragmentId().equals(fragmentId)) {
                leaves.add(new Fragment(fragmentId, List.of(), one.getState()));
            } else if (at >= 0) {
                leaves.add(new Fragment(one.getFragmentId(), one.getThrough().subList(0, at), one.getState()));
            } else {
                stays.add(one);
            }
        }
        if (fragments.isEmpty()) {
            return new Parting(stays, leaves);
        }
        var before = View.of(customerId, fragments).getConsents();
        var fresh = CustomerStates.firstSeen(changedAt);
        return new Parting(
                keeping(customerId, stays, withdrawals(leaves), before, fresh, effectiveAt),
                keeping(fragmentId, leaves, withdrawals(stays), before, fresh, effectiveAt));
    }

    private static Map<String, ConsentMark> withdrawals(List<Fragment> side) {
        var withdrawals = new HashMap<String, ConsentMark>();
        side.forEach(one -> one.getState().getConsents().forEach((category, mark) -> ConsentMerge.withdrawal(mark)
                .ifPresent(no -> withdrawals.merge(category, no, ConsentMerge::both))));
        return withdrawals;
    }

    private static List<Fragment> keeping(
            String owner,
            List<Fragment> side,
            Map<String, ConsentMark> withdrawals,
            Map<String, ConsentMark> before,
            CustomerState fresh,
            long effectiveAt) {
        if (side.isEmpty() && withdrawals.isEmpty()) {
            return side;
        }
        var holder = Fragments.state(side, owner).isPresent() || side.isEmpty()
                ? owner
                : side.get(0).getFragmentId();
        var state = Fragments.state(side, holder).orElse(fresh);
        var marks = new HashMap<>(state.getConsents());
        withdrawals.forEach((category, no) -> marks.merge(category, no, ConsentMerge::both));
        // Each side goes on with the version that they had together: none is published twice with another meaning.
        View.of(owner, Fragments.with(side, holder, withConsents(state, marks)))
                .getConsents()
                .forEach((category, after) -> marks.merge(
                        category,
                        ConsentMerge.raise(before.getOrDefault(category, after), after, effectiveAt),
                        ConsentMerge::both));
        return Fragments.with(side, holder, withConsents(state, marks));
    }

    private static CustomerState withConsents(CustomerState state, Map<String, ConsentMark> marks) {
        return CustomerStates.edit(state).setConsents(marks).build();
    }
}
