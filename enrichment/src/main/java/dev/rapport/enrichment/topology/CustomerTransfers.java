package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.fragment.Transits;
import dev.rapport.enrichment.read.Withdrawals;
import dev.rapport.enrichment.state.Arrival;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.Move;
import dev.rapport.enrichment.state.MovedFragment;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.CustomerTransfer;
import dev.rapport.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of records whose customer has something on the way. Where a customer's fragments went to another one, records
 * follow them; where they are on the way here, records wait in order, so that the order of a sender's events decides and not
 * which partition is ahead. In a circle of merges the customer with the smallest id keeps everything, wherever a record began.
 * See docs/adr/0074.
 */
final class CustomerTransfers {
    /** Records of one customer that wait; with one more, they go on without the fragments. */
    static final int MAX_WAITING = 100;

    /** What is done with a record that is where it belongs and has all that it needs. */
    interface Handler {
        /**
         * @param drained whether it waited; then the current record of the task is another one
         * @return false where a record that waited must be processed as the current one, so that its failure is its own
         */
        boolean handle(Record<String, SpecificRecord> record, Customer customer, boolean drained);
    }

    private final ProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, Customer> customers;
    private final WaitingRecords waiting;
    private final FragmentMoves moves;
    private final Payloads payloads;
    private final String sink;
    private final EnrichmentMeters meters;
    private final Handler handler;

    CustomerTransfers(
            ProcessorContext<String, SpecificRecord> context,
            WaitingRecords waiting,
            FragmentMoves moves,
            Payloads payloads,
            Sinks sinks,
            EnrichmentMeters meters,
            Handler handler) {
        this.context = context;
        this.customers = context.getStateStore(StateStores.CUSTOMERS);
        this.waiting = waiting;
        this.moves = moves;
        this.payloads = payloads;
        this.sink = sinks.of(Topics.TRANSFERS);
        this.meters = meters;
        this.handler = handler;
    }

    /** A record that came from another customer. */
    void receive(Record<String, SpecificRecord> record, CustomerTransfer transfer) {
        receive(record.withValue(payloads.unwrap(transfer)), transfer.getVisited());
    }

    /** @param visited customers that it came through */
    void receive(Record<String, SpecificRecord> record, List<String> visited) {
        var transit = Transits.of(customer(record.key()));
        if (record.value() instanceof MovedFragment moved) {
            arrive(record, moved, visited);
        } else if (Transits.waiting(transit) >= MAX_WAITING) {
            giveUp(record.key());
            receive(record, visited);
        } else if ((Transits.isWaiting(transit) && !isFree(record.value())) || !pass(record, visited, false)) {
            enqueue(record, visited);
        }
    }

    /** Lets the records of a customer go on without what they wait for. */
    void giveUp(String customerId) {
        meters.gaveUpWaiting();
        var customer = customer(customerId);
        customers.put(customerId, Transits.with(customer, Transits.givenUp(Transits.of(customer))));
        drain(customerId);
    }

    /** Sends a record to another customer. */
    private void forward(Record<String, SpecificRecord> record, List<String> visited, String customerId) {
        var through = new ArrayList<>(visited);
        through.add(record.key());
        var value = record.value() instanceof ReadEvent event ? Identified.from(record.key(), event) : record.value();
        context.forward(record.withKey(customerId).withValue(payloads.wrap(through, value)), sink);
        meters.forwarded();
    }

    private void arrive(Record<String, SpecificRecord> record, MovedFragment moved, List<String> visited) {
        var customer = customer(record.key());
        var transit = Transits.of(customer);
        var to = transit.getMovedTo();
        if (to != null) {
            var returns = moved.getBack() && isNewer(moved.getCause(), record.key(), transit.getVersion());
            if (!returns && !Transits.endsCircle(record.key(), visited, to)) {
                forward(record, visited, to);
                return;
            }
            customer = Transits.with(customer, Transits.lifted(transit));
        }
        moves.take(record, moved, customer);
        drain(record.key());
    }

    /** Returns false where the record must wait. */
    private boolean pass(Record<String, SpecificRecord> record, List<String> visited, boolean drained) {
        var customerId = record.key();
        var customer = customer(customerId);
        var transit = Transits.of(customer);
        var awaits = awaits(record.value());
        var to = transit.getMovedTo();
        if (to != null && !isMerge(record.value()) && !isNewer(awaits, customerId, transit.getVersion())) {
            if (!Transits.endsCircle(customerId, visited, to)) {
                forward(record, visited, to);
                return true;
            }
            transit = Transits.lifted(transit);
        }
        if (record.value() instanceof ReadEvent event
                && Transits.isParted(transit, event.getFragmentId())
                && !visited.contains(customerId)) {
            forward(record, visited, event.getFragmentId());
            return true;
        }
        if (awaits != null && !Transits.hasArrived(transit, awaits)) {
            customers.put(customerId, Transits.with(customer, Transits.awaiting(transit, awaits)));
            return false;
        }
        if (awaits != null) {
            transit = Transits.taken(transit, awaits);
        }
        var ready = Transits.with(customer, transit);
        if (record.value() instanceof Move move) {
            moves.move(record, move, ready);
            if (!drained && isMerge(move)) {
                follow(customerId);
            }
        } else {
            if (!ready.equals(customer)) {
                customers.put(customerId, ready);
            }
            if (!handler.handle(record, ready, drained)) {
                redeliver(record, visited);
            }
        }
        return true;
    }

    private void redeliver(Record<String, SpecificRecord> record, List<String> visited) {
        context.forward(record.withValue(payloads.wrap(visited, withoutWaiting(record.value()))), sink);
        meters.redelivered();
    }

    /** What waited at a customer who went to another one goes there, too, and waits there. */
    private void follow(String customerId) {
        var customer = customer(customerId);
        var transit = Transits.of(customer);
        if (Transits.isWaiting(transit)) {
            customers.put(customerId, Transits.with(customer, Transits.awaiting(transit, null)));
            drain(customerId);
        }
    }

    private void enqueue(Record<String, SpecificRecord> record, List<String> visited) {
        var customer = customer(record.key());
        var transit = Transits.of(customer);
        waiting.put(transit.getNextWaiting(), record, payloads.wrap(visited, record.value()));
        customers.put(record.key(), Transits.with(customer, Transits.enqueued(transit)));
        meters.waited();
        if (record.value() instanceof ReadEvent event) {
            // A no does not wait; that the event says it again later changes nothing. Where that fails now, it counts
            // then.
            Withdrawals.of(event)
                    .ifPresent(
                            withdrawal -> handler.handle(record.withValue(withdrawal), customer(record.key()), true));
        }
    }

    private void drain(String customerId) {
        for (var transit = Transits.of(customer(customerId));
                transit.getAwaited() == null && Transits.waiting(transit) > 0;
                transit = Transits.of(customer(customerId))) {
            var number = transit.getFirstWaiting();
            var first = waiting.get(customerId, number);
            var record = new Record<>(customerId, payloads.unwrap(first.value()), first.timestamp(), first.headers());
            try {
                if (!pass(record, first.value().getVisited(), true)) {
                    return;
                }
            } catch (RuntimeException e) {
                // Its failure is its own: it comes again as the current record, behind which none waits.
                redeliver(record, first.value().getVisited());
            }
            waiting.delete(customerId, number);
            var customer = customer(customerId);
            customers.put(customerId, Transits.with(customer, Transits.dequeued(Transits.of(customer))));
        }
    }

    private Customer customer(String customerId) {
        var known = customers.get(customerId);
        return known == null ? Transits.unknown() : known;
    }

    private static @Nullable Arrival awaits(SpecificRecord value) {
        if (value instanceof ReadEvent event) {
            return event.getAwaits();
        }
        return value instanceof Move move ? move.getAwaits() : null;
    }

    /**
     * Whether a record overtakes those that wait. A move that needs nothing does: what they wait for may itself be waiting for
     * what it moves.
     */
    private static boolean isFree(SpecificRecord value) {
        return value instanceof Move move && move.getAwaits() == null;
    }

    /** What has waited once does not wait again. */
    private static SpecificRecord withoutWaiting(SpecificRecord value) {
        return value instanceof ReadEvent event ? Identified.as(event, event.getFragmentId(), null) : value;
    }

    /** A merge is about what is at this customer, wherever that went before. */
    private static boolean isMerge(SpecificRecord value) {
        return value instanceof Move move && !move.getCustomerId().equals(move.getFragmentId());
    }

    /** Whether a customer's own fragment comes back, from where it went by an older version. */
    private static boolean isNewer(@Nullable Arrival arrival, String customerId, int version) {
        return arrival != null && arrival.getFragmentId().equals(customerId) && arrival.getVersion() > version;
    }
}
