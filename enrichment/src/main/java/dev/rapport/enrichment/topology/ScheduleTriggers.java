package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.fragment.Fragments;
import dev.rapport.enrichment.customer.fragment.Transits;
import dev.rapport.enrichment.customer.fragment.View;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Fragment;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.topology.Schedules.Occurrence;
import dev.rapport.runtime.consent.Permission;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.EventType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Lets campaigns decide about customers when their time has come, each time once for each customer, see docs/adr/0132. It
 * does so when the walk over all customers comes to them, or before it does what happened to them later.
 */
final class ScheduleTriggers {
    /** As a source names what no sender sent. */
    private static final String SOURCE = "schedule";

    private final KeyValueStore<String, Customer> customers;
    private final Schedules schedules;
    private final TriggerDecisions decisions;
    private final SourceTime time;

    ScheduleTriggers(
            KeyValueStore<String, Customer> customers,
            Schedules schedules,
            TriggerDecisions decisions,
            SourceTime time) {
        this.customers = customers;
        this.schedules = schedules;
        this.decisions = decisions;
        this.time = time;
    }

    /**
     * Does what has come up to a time for a customer.
     *
     * @param upTo by the clock of receipt, in milliseconds since the epoch
     * @return the customer as that leaves them
     */
    Customer passed(String customerId, Customer customer, long upTo, Consumer<Output<?>> outputs) {
        var fragments = customer.getFragments();
        if (fragments.isEmpty()) {
            return customer;
        }
        var due = schedules.between(since(fragments), upTo);
        if (due.isEmpty()) {
            return customer;
        }
        var left = Transits.with(
                customer, scheduled(fragments, due.get(due.size() - 1).at()));
        customers.put(customerId, left);
        for (var one : latest(due)) {
            decide(customerId, left, one, outputs);
        }
        return left;
    }

    /** Since when a customer may have missed something: they were seen, and all that came before was done. */
    private static long since(List<Fragment> fragments) {
        var seen = Long.MAX_VALUE;
        var done = 0L;
        for (var one : fragments) {
            seen = Math.min(seen, one.getState().getReceivedSince());
            done = Math.max(done, one.getState().getScheduledUpTo());
        }
        return Math.max(seen, done);
    }

    /** Each side knows it, should they be parted. */
    private static List<Fragment> scheduled(List<Fragment> fragments, long upTo) {
        return fragments.stream()
                .map(one -> new Fragment(
                        one.getFragmentId(),
                        one.getThrough(),
                        CustomerStates.edit(one.getState())
                                .setScheduledUpTo(upTo)
                                .build()))
                .toList();
    }

    /** Of those that a campaign missed while time stood still only the last. */
    private List<Occurrence> latest(List<Occurrence> due) {
        var latest = new ArrayList<Occurrence>();
        for (var number = 0; number < due.size(); number++) {
            var one = due.get(number);
            var isReplaced = due.subList(number + 1, due.size()).stream()
                    .anyMatch(later -> id(later).equals(id(one)) && time.knownAt(later.at()) == time.knownAt(one.at()));
            if (!isReplaced) {
                latest.add(one);
            }
        }
        return latest;
    }

    private void decide(String customerId, Customer customer, Occurrence due, Consumer<Output<?>> outputs) {
        var fragments = customer.getFragments();
        var fragmentId = Fragments.state(fragments, customerId).isPresent()
                ? customerId
                : fragments.get(0).getFragmentId();
        var view = View.of(customerId, fragments);
        var trigger = trigger(customerId, fragmentId, view, due);
        decisions.decide(customerId, customer, trigger, due.campaign(), ScheduleTriggers::isMeant, outputs);
    }

    /** Those who may not be written to are not meant: a decision about each of them, each time, would say nothing. */
    private static boolean isMeant(Campaign campaign, CustomerProfile profile) {
        var audience = campaign.audience();
        return !audience.needsConsent()
                || Permission.isGranted(profile.getConsents(), audience.consent(), audience.channel());
    }

    private ReadEvent trigger(String customerId, String fragmentId, CustomerState view, Occurrence due) {
        var devices = view.getAnonymousIds();
        return ReadEvent.newBuilder()
                .setMessageId(id(due) + "/" + Instant.ofEpochMilli(due.at()) + "/" + customerId)
                .setType(EventType.TRACK)
                .setName("Scheduled")
                .setUserId(view.getUserId())
                .setAnonymousId(devices.isEmpty() ? null : devices.get(devices.size() - 1))
                .setOccurredAt(due.at())
                .setReceivedAt(time.knownAt(due.at()))
                .setSourceId(SOURCE)
                .setWhole(true)
                .setFingerprint(ByteBuffer.allocate(0))
                .setFragmentId(fragmentId)
                .build();
    }

    private static String id(Occurrence occurrence) {
        return Objects.requireNonNull(occurrence.campaign().value()).id();
    }
}
