package dev.rapport.enrichment.customer.fragment;

import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Fragment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fragments that are part of a customer: the own one, and at most {@link #MAX} others. */
public final class Fragments {
    /** An event reads and writes all of them. */
    public static final int MAX = 10;

    private Fragments() {}

    /**
     * The fragments with one more, and the id of the fragment that holds it now.
     *
     * @param heldBy another one where there was no room; then it can no longer be parted
     */
    public record Absorbed(List<Fragment> fragments, String heldBy) {}

    /** The state of a fragment. */
    public static Optional<CustomerState> state(List<Fragment> fragments, String fragmentId) {
        for (var one : fragments) {
            if (one.getFragmentId().equals(fragmentId)) {
                return Optional.of(one.getState());
            }
        }
        return Optional.empty();
    }

    /** Ids of the fragments that were customers of their own: of all but the own one. */
    public static List<String> mergedIds(String customerId, List<Fragment> fragments) {
        if (fragments.size() == 1 && fragments.get(0).getFragmentId().equals(customerId)) {
            return List.of();
        }
        return fragments.stream()
                .map(Fragment::getFragmentId)
                .filter(fragmentId -> !fragmentId.equals(customerId))
                .toList();
    }

    /** All but one. */
    public static List<Fragment> without(List<Fragment> fragments, String fragmentId) {
        return fragments.stream()
                .filter(one -> !one.getFragmentId().equals(fragmentId))
                .toList();
    }

    /** With the state of a fragment changed, which is the last one where it is new. */
    public static List<Fragment> with(List<Fragment> fragments, String fragmentId, CustomerState state) {
        var changed = new ArrayList<Fragment>(fragments.size() + 1);
        var found = false;
        for (var one : fragments) {
            var same = one.getFragmentId().equals(fragmentId);
            found |= same;
            changed.add(same ? new Fragment(fragmentId, one.getThrough(), state) : one);
        }
        if (!found) {
            changed.add(new Fragment(fragmentId, List.of(), state));
        }
        return changed;
    }

    /** The fragment that holds what happens to another one: itself, or where there is no room for it the customer's own. */
    public static String holderOf(String customerId, String fragmentId, List<Fragment> fragments) {
        return state(fragments, fragmentId).isPresent() || hasRoom(customerId, fragmentId, fragments)
                ? fragmentId
                : customerId;
    }

    /** Takes in a fragment that comes from another customer. */
    public static Absorbed absorb(String customerId, List<Fragment> fragments, Fragment arriving) {
        var fragmentId = arriving.getFragmentId();
        var heldBy = holderOf(customerId, fragmentId, fragments);
        var before = state(fragments, heldBy);
        if (before.isEmpty()) {
            var more = new ArrayList<>(fragments);
            more.add(heldBy.equals(fragmentId) ? arriving : new Fragment(heldBy, List.of(), arriving.getState()));
            return new Absorbed(more, heldBy);
        }
        var both = View.of(heldBy, List.of(new Fragment(heldBy, List.of(), before.get()), arriving));
        return new Absorbed(with(fragments, heldBy, both), heldBy);
    }

    private static boolean hasRoom(String customerId, String fragmentId, List<Fragment> fragments) {
        return fragmentId.equals(customerId)
                || fragments.stream()
                                .filter(one -> !one.getFragmentId().equals(customerId))
                                .count()
                        < MAX;
    }
}
