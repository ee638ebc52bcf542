package dev.rapport.enrichment.customer.fragment;

import dev.rapport.enrichment.state.Arrival;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.Fragment;
import dev.rapport.enrichment.state.Transit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is on its way to and from a customer, and how that changes. */
public final class Transits {
    private static final int MAX_REMEMBERED = 20;
    private static final Transit NONE = Transit.newBuilder().build();

    private Transits() {}

    /** A customer of whom nothing is known. */
    public static Customer unknown() {
        return new Customer(List.of(), null);
    }

    /** What is on its way; nothing, as nearly always. */
    public static Transit of(Customer customer) {
        return customer.getTransit() == null ? NONE : customer.getTransit();
    }

    /** The customer with something else on its way. */
    public static Customer with(Customer customer, Transit transit) {
        return new Customer(customer.getFragments(), transit.equals(NONE) ? null : transit);
    }

    /** The customer with other fragments. */
    public static Customer with(Customer customer, List<Fragment> fragments) {
        return new Customer(fragments, customer.getTransit());
    }

    /** Whether records wait here. */
    public static boolean isWaiting(Transit transit) {
        return transit.getAwaited() != null || transit.getFirstWaiting() < transit.getNextWaiting();
    }

    /** How many records wait here. */
    public static long waiting(Transit transit) {
        return transit.getNextWaiting() - transit.getFirstWaiting();
    }

    /** Whether fragments are here, and the event that waits for them is not. */
    public static boolean hasArrived(Transit transit, Arrival arrival) {
        return transit.getArrived().stream().anyMatch(one -> covers(one, arrival));
    }

    /** Whether a fragment went back to where it came from. */
    public static boolean isParted(Transit transit, String fragmentId) {
        return transit.getParted().stream().anyMatch(one -> one.getFragmentId().equals(fragmentId));
    }

    /** With all of it gone to another customer. */
    public static Transit moved(Transit transit, String customerId, int version) {
        return Transit.newBuilder(transit)
                .setMovedTo(customerId)
                .setVersion(version)
                .setArrived(List.of())
                .build();
    }

    /** With nothing forwarded any more. */
    public static Transit lifted(Transit transit) {
        return Transit.newBuilder(transit).setMovedTo(null).build();
    }

    /**
     * Whether a record stays with a customer although all of it went to another one: merges form a circle, and of those in it
     * the smallest id keeps everything, wherever the record began.
     *
     * @param visited customers that it came through
     * @param to      whom all of it went to
     */
    public static boolean endsCircle(String customerId, List<String> visited, String to) {
        var since = visited.lastIndexOf(to);
        return since >= 0
                && visited.subList(since, visited.size()).stream().allMatch(one -> customerId.compareTo(one) <= 0);
    }

    /** With the first record that waits waiting for this; for nothing where that is null. */
    public static Transit awaiting(Transit transit, @Nullable Arrival arrival) {
        return Transit.newBuilder(transit).setAwaited(arrival).build();
    }

    /** With one more record that waits, of the number that was next. */
    public static Transit enqueued(Transit transit) {
        return Transit.newBuilder(transit)
                .setNextWaiting(transit.getNextWaiting() + 1)
                .build();
    }

    /** Without the first record that waited. */
    public static Transit dequeued(Transit transit) {
        var left = waiting(transit) > 1;
        return Transit.newBuilder(transit)
                .setFirstWaiting(left ? transit.getFirstWaiting() + 1 : 0)
                .setNextWaiting(left ? transit.getNextWaiting() : 0)
                .build();
    }

    /** With fragments here: what waits for them goes on and finds them, at once or when it comes. */
    public static Transit arrived(Transit transit, Arrival arrival, boolean awaited) {
        var here = Transit.newBuilder(transit)
                .setParted(without(transit.getParted(), arrival.getFragmentId()))
                .build();
        var waits = here.getAwaited() != null && covers(arrival, here.getAwaited());
        var free = waits ? awaiting(here, null) : here;
        return waits || awaited ? here(free, arrival) : free;
    }

    /** As if what the first record waits for were here. */
    public static Transit givenUp(Transit transit) {
        var awaited = transit.getAwaited();
        return awaited == null ? transit : here(awaiting(transit, null), awaited);
    }

    /** With fragments that the event that waits for them finds here. */
    private static Transit here(Transit transit, Arrival arrival) {
        return Transit.newBuilder(transit)
                .setArrived(remembered(transit.getArrived(), arrival))
                .build();
    }

    /** Once the event that would have waited is here. */
    public static Transit taken(Transit transit, Arrival arrival) {
        return Transit.newBuilder(transit)
                .setArrived(without(transit.getArrived(), arrival.getFragmentId()))
                .build();
    }

    /** With a fragment here that may have gone back before. */
    public static Transit joined(Transit transit, String fragmentId) {
        return Transit.newBuilder(transit)
                .setParted(without(transit.getParted(), fragmentId))
                .build();
    }

    /** With a fragment gone back to where it came from. */
    public static Transit parted(Transit transit, Arrival arrival) {
        return Transit.newBuilder(transit)
                .setParted(remembered(transit.getParted(), arrival))
                .build();
    }

    private static boolean covers(Arrival arrival, Arrival awaited) {
        return arrival.getFragmentId().equals(awaited.getFragmentId()) && arrival.getVersion() >= awaited.getVersion();
    }

    private static List<Arrival> without(List<Arrival> arrivals, String fragmentId) {
        return arrivals.stream()
                .filter(one -> !one.getFragmentId().equals(fragmentId))
                .toList();
    }

    private static List<Arrival> remembered(List<Arrival> arrivals, Arrival arrival) {
        var more = new ArrayList<>(without(arrivals, arrival.getFragmentId()));
        more.add(arrival);
        return more.size() > MAX_REMEMBERED ? more.subList(1, more.size()) : more;
    }
}
