package dev.rapport.scoring.merge;

import dev.rapport.scoring.history.CustomerHistory;
import dev.rapport.scoring.history.HistoryStores;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.state.Items;
import dev.rapport.scoring.state.Transfer;
import dev.rapport.scoring.state.TransferKind;
import java.util.List;
import java.util.function.Consumer;

/**
 * Histories of customers who may be merged and parted at any time. A fragment's items start at the customer of its id and go
 * on along the merges, one message after the other between two customers: so all that a customer was sent before a fragment
 * is asked back is there when it is. Whatever the order in which partitions are read, the items end where the last identities
 * say, and count as if they had been there from the start. Not thread-safe.
 */
public final class Merges {
    private final ScoringRules rules;
    private final HistoryStores stores;

    public Merges(ScoringRules rules, HistoryStores stores) {
        this.rules = rules;
        this.stores = stores;
    }

    /**
     * Records something about a customer. Where that customer was merged into another, or the fragment is not known to be part
     * of it, only what does not depend on the customer counts here; the items that it leaves go on.
     *
     * @param fragmentId identity fragment that it is about; empty or the customerId for the customer itself
     */
    public Changed record(String customerId, String fragmentId, Consumer<CustomerHistory> record) {
        var fragment = fragmentId.equals(customerId) ? "" : fragmentId;
        var history = new CustomerHistory(rules, stores, customerId, fragment);
        var place = Place.of(history.membership());
        if (place.isHome() && place.owns(fragment)) {
            record.accept(history);
            history.save();
            return Changed.by(history, List.of());
        }
        var passing = new CustomerHistory(rules, HistoryStores.NONE, customerId, fragment);
        record.accept(passing);
        var items = Owned.leaving(passing.release(all -> true), customerId);
        if (Owned.isEmpty(items)) {
            return Changed.inPassing(passing, List.of());
        }
        var visit = new Visit(customerId, history);
        if (place.owns(fragment)) {
            visit.sendOn(List.of(fragment.isEmpty() ? customerId : fragment), items, List.of());
        } else {
            visit.sendHome(fragment, items);
        }
        return Changed.inPassing(passing, visit.sent());
    }

    /** What a merge or its end means for a customer. */
    public Changed receive(String customerId, Transfer transfer) {
        var history = new CustomerHistory(rules, stores, customerId, "");
        var visit = new Visit(customerId, history);
        switch (transfer.getKind()) {
            case MERGED -> visit.merged(transfer.getCustomerId(), transfer.getVersion());
            case UNMERGED -> visit.unmerged(transfer.getVersion());
            case GRANTED -> visit.granted(transfer.getFragments(), itemsOf(transfer), transfer.getPath());
            case RETURNED -> visit.returned(itemsOf(transfer));
            case REQUESTED -> visit.requested(transfer);
        }
        history.save();
        return Changed.by(history, visit.sent());
    }

    /** What an identity record says to the customer of its key. */
    public static Transfer merged(String into, int version) {
        return Transfer.newBuilder()
                .setKind(TransferKind.MERGED)
                .setCustomerId(into)
                .setVersion(version)
                .build();
    }

    /** What an identity record says to a customer who stands alone again. */
    public static Transfer unmerged(int version) {
        return Transfer.newBuilder()
                .setKind(TransferKind.UNMERGED)
                .setVersion(version)
                .build();
    }

    private static Items itemsOf(Transfer transfer) {
        var items = transfer.getItems();
        return items == null ? new Items(List.of(), List.of(), List.of(), List.of(), List.of()) : items;
    }
}
