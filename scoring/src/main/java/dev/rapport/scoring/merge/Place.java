package dev.rapport.scoring.merge;

import dev.rapport.scoring.state.Membership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of a customer belong.
 *
 * @param movedTo   customer whom it was merged into; null while it stands alone
 * @param isLifted  whether they stay here nevertheless, as merges form a loop that ends here
 * @param version   of the identity record that said so last; 0 before any
 * @param epoch     number of times that movedTo changed
 * @param fragments other fragments whose records belong here too, or pass through here
 */
record Place(@Nullable String movedTo, boolean isLifted, int version, int epoch, List<String> fragments) {
    /** Fragments that are remembered. Records of further ones come by way of their own partition, which is slower. */
    static final int MAX_FRAGMENTS = 100;

    static Place of(@Nullable Membership membership) {
        return membership == null
                ? new Place(null, false, 0, 0, List.of())
                : new Place(
                        membership.getMovedTo(),
                        membership.getLifted(),
                        membership.getVersion(),
                        membership.getEpoch(),
                        membership.getFragments());
    }

    Membership toRecord() {
        return new Membership(movedTo, isLifted, version, epoch, fragments);
    }

    /** True when items stay here. */
    boolean isHome() {
        return movedTo == null || isLifted;
    }

    /** True for the customer itself and fragments that are part of it. */
    boolean owns(String fragment) {
        return fragment.isEmpty() || fragments.contains(fragment);
    }

    Place movedTo(@Nullable String customerId) {
        return new Place(customerId, false, version, epoch + 1, fragments);
    }

    Place lifted(boolean isLifted) {
        return new Place(movedTo, isLifted, version, epoch, fragments);
    }

    Place version(int version) {
        return new Place(movedTo, isLifted, version, epoch, fragments);
    }

    /** With further fragments; above the bound those are forgotten that came first. */
    Place with(Collection<String> more) {
        var all = new ArrayList<>(fragments);
        more.stream().filter(fragment -> !all.contains(fragment)).forEach(all::add);
        return new Place(
                movedTo,
                isLifted,
                version,
                epoch,
                List.copyOf(all.subList(Math.max(0, all.size() - MAX_FRAGMENTS), all.size())));
    }

    Place without(Collection<String> others) {
        return new Place(
                movedTo,
                isLifted,
                version,
                epoch,
                fragments.stream()
                        .filter(fragment -> !others.contains(fragment))
                        .toList());
    }
}
