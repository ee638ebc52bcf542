package dev.rapport.scoring.merge;

import dev.rapport.scoring.history.CustomerHistory;
import dev.rapport.scoring.state.Items;
import dev.rapport.scoring.state.Transfer;
import dev.rapport.scoring.state.TransferKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One message to a customer, and the messages that follow from it. */
final class Visit {
    private final String customerId;
    private final CustomerHistory history;
    private final List<Addressed> sent = new ArrayList<>();
    private Place place;

    Visit(String customerId, CustomerHistory history) {
        this.customerId = customerId;
        this.history = history;
        place = Place.of(history.membership());
    }

    List<Addressed> sent() {
        return sent;
    }

    /** The customer is part of another: everything goes there. */
    void merged(String into, int version) {
        if (isOld(version)) {
            return;
        }
        if (into.equals(customerId)) {
            unmerged(version);
            return;
        }
        if (!into.equals(place.movedTo())) {
            askBack();
            become(place.movedTo(into));
            sendEverythingOn(List.of());
        }
        become(place.version(version));
    }

    /** The customer stands alone: what was sent away comes back. */
    void unmerged(int version) {
        if (isOld(version)) {
            return;
        }
        if (place.movedTo() != null) {
            askBack();
            become(place.movedTo(null));
        }
        become(place.version(version));
    }

    /** Fragments are part of the customer now, or of the one it was merged into. */
    void granted(List<String> fragments, Items items, List<String> path) {
        become(place.with(fragments.stream()
                .filter(fragment -> !fragment.equals(customerId))
                .toList()));
        if (!place.isHome() && Loops.endsAt(path, customerId, place.epoch())) {
            become(place.lifted(true));
        }
        if (place.isHome()) {
            take(items);
        } else {
            sendOn(fragments, items, path);
        }
    }

    /** Items come back. Those of fragments that have left meanwhile go to where these are. */
    void returned(Items items) {
        Owned.grouped(items, fragment -> isOwn(fragment) ? customerId : fragment)
                .forEach((owner, owned) -> {
                    if (!owner.equals(customerId)) {
                        sendHome(owner, owned);
                    } else if (place.isHome()) {
                        take(owned);
                    } else {
                        sendOn(fragmentsOf(owned), owned, List.of());
                    }
                });
    }

    /** Another customer stands alone again and asks for its fragments. */
    void requested(Transfer request) {
        if (request.getCustomerId().equals(customerId)
                || Loops.contains(request.getPath(), customerId, place.epoch())) {
            return;
        }
        var asked = request.getFragments();
        if (place.isLifted() && asked.contains(customerId)) {
            // The loop is open again: this customer belongs to the one who asks.
            become(place.lifted(false));
            sendEverythingOn(List.of());
            return;
        }
        var others =
                asked.stream().filter(fragment -> !fragment.equals(customerId)).toList();
        become(place.without(others));
        if (place.isHome()) {
            var items = Owned.leaving(history.release(others::contains), customerId);
            if (!Owned.isEmpty(items)) {
                sendHome(request.getCustomerId(), items);
            }
        } else {
            send(
                    Objects.requireNonNull(place.movedTo()),
                    Transfer.newBuilder(request)
                            .setFragments(others)
                            .setPath(Loops.and(request.getPath(), customerId, place.epoch())));
        }
    }

    /** Sends items to the customer whom this one was merged into. */
    void sendOn(List<String> fragments, Items items, List<String> path) {
        send(
                Objects.requireNonNull(place.movedTo()),
                Transfer.newBuilder()
                        .setKind(TransferKind.GRANTED)
                        .setFragments(fragments)
                        .setItems(items)
                        .setPath(Loops.and(path, customerId, place.epoch())));
    }

    /** Sends items to a customer who knows where they belong. */
    void sendHome(String owner, Items items) {
        send(owner, Transfer.newBuilder().setKind(TransferKind.RETURNED).setItems(items));
    }

    private void sendEverythingOn(List<String> path) {
        sendOn(everyFragment(), Owned.leaving(history.release(all -> true), customerId), path);
    }

    private void askBack() {
        if (!place.isHome()) {
            send(
                    Objects.requireNonNull(place.movedTo()),
                    Transfer.newBuilder()
                            .setKind(TransferKind.REQUESTED)
                            .setCustomerId(customerId)
                            .setFragments(everyFragment())
                            .setPath(Loops.and(List.of(), customerId, place.epoch())));
        }
    }

    private void take(Items items) {
        if (!Owned.isEmpty(items)) {
            history.add(Owned.arriving(items, customerId));
        }
    }

    private List<String> everyFragment() {
        var all = new ArrayList<>(place.fragments());
        all.add(customerId);
        return all;
    }

    private boolean isOwn(String fragment) {
        return fragment.equals(customerId) || place.fragments().contains(fragment);
    }

    private List<String> fragmentsOf(Items items) {
        return List.copyOf(Owned.grouped(items, fragment -> fragment).keySet());
    }

    /** Records are compacted by key and may be read again; those without a version are all new. */
    private boolean isOld(int version) {
        return version > 0 && version <= place.version();
    }

    private void become(Place other) {
        if (!other.equals(place)) {
            place = other;
            history.membership(other.toRecord());
        }
    }

    private void send(String to, Transfer.Builder transfer) {
        sent.add(new Addressed(to, transfer.build()));
    }
}
