package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.added;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.testkit.record.Customers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Absences of random streams, out of order, with duplicates, in any number of source partitions, in any interleaving of them
 * and with restarts: each fires once, at the event time that a plain reading of the rule gives.
 */
class AbsencePropertyTest {
    private static final Duration LASTING = Duration.ofHours(2);
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofMinutes(14);
    private static final Duration SPAN = Duration.ofDays(2);
    private static final Instant END = NOW.plus(TICK.multipliedBy(SPAN.dividedBy(TICK) + 1));
    private static final int CUSTOMERS = 6;
    private static final int EVENTS = 120;

    /** A record of a partition: an event, or a tick where there is none. */
    private record Written(Instant at, int partition, List<CapturedEvent> event) {}

    private record Fired(String customerId, Instant at) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5})
    void firesOnceAndAtTheRightTime(long seed) {
        // Given
        var random = new Random(seed);
        var events = events(random);
        var expected = expected(events);
        for (var partitions = 1; partitions <= 4; partitions++) {
            var log = interleaved(random, events, partitions);
            // When
            var fired = run(log, partitions, partitions == 3 ? log.size() / 4 : Integer.MAX_VALUE);
            // Then
            assertThat(fired).as("%s partitions", partitions).isEqualTo(expected);
        }
        assertThat(expected).hasSizeGreaterThan(10);
    }

    /** By the rule, read plainly: no start within the time, and nothing that was waited for since, as far as it was received. */
    private static List<Fired> expected(List<CapturedEvent> events) {
        var fired = new ArrayList<Fired>();
        for (var start : events) {
            if (!start.getName().equals("Product Added")) {
                continue;
            }
            var absentAt = start.getOccurredAt().plus(LASTING);
            var received = start.getReceivedAt();
            var dueAt = (received.isAfter(absentAt) ? received : absentAt).plus(GRACE);
            var isFollowed = events.stream()
                    .filter(other -> start.getUserId().equals(other.getUserId()))
                    .filter(other -> other.getReceivedAt().isBefore(dueAt))
                    .anyMatch(other -> other.getName().equals("Order Completed")
                            ? !other.getOccurredAt().isBefore(start.getOccurredAt())
                            : other.getName().equals("Product Added")
                                    && other.getOccurredAt().isAfter(start.getOccurredAt())
                                    && !other.getOccurredAt().isAfter(absentAt));
            if (!isFollowed && !dueAt.isAfter(END)) {
                fired.add(new Fired(Customers.of(start.getUserId()), absentAt));
            }
        }
        return sorted(fired);
    }

    /** In the order of their receipt; a fifth happened up to three hours before. */
    private static List<CapturedEvent> events(Random random) {
        var events = new ArrayList<CapturedEvent>();
        var times = new ArrayList<Integer>();
        for (var number = 0; number < (int) SPAN.toSeconds(); number++) {
            times.add(number);
        }
        Collections.shuffle(times, random);
        for (var number = 0; number < EVENTS; number++) {
            var receivedAt = NOW.plusSeconds(times.get(number));
            var late = random.nextInt(5) == 0 ? random.nextInt(3 * 3_600) : 0;
            var event =
                    switch (random.nextInt(5)) {
                        case 0 -> track("Order Completed", "{}");
                        case 1 -> viewed("lamp-1");
                        default -> added("lamp-1");
                    };
            events.add(event.setMessageId("message-" + number)
                    .setUserId("customer-" + random.nextInt(CUSTOMERS))
                    .setAnonymousId(null)
                    .setReceivedAt(receivedAt)
                    .setOccurredAt(receivedAt.minusSeconds(late))
                    .build());
        }
        events.sort(Comparator.comparing(CapturedEvent::getReceivedAt));
        return events;
    }

    private static List<Written> interleaved(Random random, List<CapturedEvent> events, int partitions) {
        var left = new ArrayList<List<Written>>();
        for (var partition = 0; partition < partitions; partition++) {
            var records = new ArrayList<Written>();
            for (var at = NOW; !at.isAfter(END); at = at.plus(TICK)) {
                records.add(new Written(at, partition, List.of()));
            }
            for (var event : events) {
                if (Math.floorMod(event.getUserId().hashCode(), partitions) == partition) {
                    // Some are sent twice.
                    var copies = random.nextInt(6) == 0 ? 2 : 1;
                    records.add(new Written(event.getReceivedAt(), partition, Collections.nCopies(copies, event)));
                }
            }
            records.sort(Comparator.comparing(Written::at));
            left.add(records);
        }
        var all = new ArrayList<Written>();
        while (!left.isEmpty()) {
            var next = left.get(random.nextInt(left.size()));
            all.add(next.remove(0));
            if (next.isEmpty()) {
                left.remove(next);
            }
        }
        return all;
    }

    private static List<Fired> run(List<Written> log, int partitions, int between) {
        var fired = new ArrayList<Fired>();
        var harness = new EnrichmentHarness();
        Shop.publishCart(harness, Shop.CART, 1, Instant.EPOCH);
        var done = 0;
        for (var record : log) {
            if (record.event().isEmpty()) {
                harness.tick(record.partition(), partitions, record.at());
            }
            record.event().forEach(harness::capture);
            if (++done % between == 0) {
                collect(harness, fired);
                harness = harness.restarted(next -> Shop.publishCart(next, Shop.CART, 1, Instant.EPOCH));
            }
        }
        collect(harness, fired);
        harness.close();
        return sorted(fired);
    }

    private static void collect(EnrichmentHarness harness, List<Fired> fired) {
        harness.drain(DECISIONS)
                .forEach(decision -> fired.add(new Fired(decision.getCustomerId(), decision.getDecidedAt())));
    }

    private static List<Fired> sorted(List<Fired> fired) {
        return fired.stream()
                .sorted(Comparator.comparing(Fired::customerId).thenComparing(Fired::at))
                .toList();
    }
}
