package dev.rapport.quickstart.simulator;

import dev.rapport.schemas.event.StandardEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The shop as a queue of things to come. Time is what the caller says it is: real for a demo, fast for a test. The same
 * seed gives the same visits whatever replies arrive; a reply's reactions depend on seed and prompt alone. Not
 * thread-safe.
 */
public final class Simulation {
    private static final Comparator<Due> BY_TIME = Comparator.comparing(Due::at).thenComparingLong(Due::order);

    /** Either a call to make or, without one, a shopper's next visit to begin. */
    private record Due(Instant at, long order, Guest guest, List<ShopEvent> event) {}

    private static final class Guest {
        private final Shopper shopper;
        private final SplittableRandom random;
        private int visits;

        private Guest(Shopper shopper, SplittableRandom random) {
            this.shopper = shopper;
            this.random = random;
        }
    }

    private final long seed;
    private final String runId;
    private final Catalogue catalogue;
    private final PriorityQueue<Due> queue = new PriorityQueue<>(BY_TIME);
    private final Map<String, Guest> guests = new HashMap<>();
    private long order;
    private boolean stopped;

    /** @param runId keeps message and order ids of several runs on the same data apart */
    public Simulation(long seed, String runId, Catalogue catalogue, List<Shopper> shoppers, Instant start) {
        this.seed = seed;
        this.runId = runId;
        this.catalogue = catalogue;
        for (var shopper : shoppers) {
            var guest = new Guest(shopper, new SplittableRandom(Chance.hash(seed, "visits", shopper.userId())));
            guests.put(shopper.userId(), guest);
            planVisit(guest, start);
        }
    }

    /** Calls that are due up to a moment, in the order of time. */
    public List<ShopEvent> advanceTo(Instant now) {
        var due = new ArrayList<ShopEvent>();
        for (var next = queue.peek(); next != null && !next.at().isAfter(now); next = queue.peek()) {
            queue.remove();
            if (!next.event().isEmpty()) {
                due.addAll(next.event());
            } else if (!stopped) {
                begin(next.guest(), next.at());
            }
        }
        return due;
    }

    /**
     * A reply reaches its shopper, whose reactions follow within seconds.
     *
     * @return the chance that it leads to an order; 0 for somebody unknown
     */
    public double onReply(ReplySeen reply, Instant now) {
        var guest = guests.get(reply.userId());
        if (guest == null) {
            return 0;
        }
        var reaction = Reaction.of(seed, guest.shopper, reply);
        var random = new SplittableRandom(Chance.hash(seed, "reaction", reply.promptId()));
        var calls = new SegmentCalls(guest.shopper);
        var at = now.plusMillis(random.nextInt(100, 400));
        plan(
                guest,
                at,
                reply,
                "delivered",
                calls.email(StandardEvents.EMAIL_DELIVERED, reply.promptId(), reply.campaignId()));
        if (random.nextDouble() >= reaction.opens()) {
            return reaction.converts();
        }
        at = at.plusMillis(random.nextInt(500, 2500));
        plan(
                guest,
                at,
                reply,
                "opened",
                calls.email(StandardEvents.EMAIL_OPENED, reply.promptId(), reply.campaignId()));
        if (random.nextDouble() >= reaction.clicks()) {
            return reaction.converts();
        }
        at = at.plusMillis(random.nextInt(300, 1200));
        plan(
                guest,
                at,
                reply,
                "clicked",
                calls.email(StandardEvents.EMAIL_LINK_CLICKED, reply.promptId(), reply.campaignId()));
        at = at.plusMillis(random.nextInt(200, 500));
        plan(guest, at, reply, "landed", calls.landing(reply.promptId()));
        if (random.nextDouble() < reaction.orders()) {
            at = at.plusMillis(random.nextInt(500, 1500));
            var bought = List.of(recommended(guest.shopper, reply));
            plan(guest, at, reply, "ordered", calls.order("order-" + reply.promptId(), bought));
        }
        return reaction.converts();
    }

    /** No visit begins from now on; what has begun goes on. */
    public void stop() {
        stopped = true;
    }

    /** Whether nothing is left to come, which only happens after {@link #stop()}. */
    public boolean idle() {
        return queue.stream().allMatch(due -> due.event().isEmpty()) && stopped;
    }

    private void begin(Guest guest, Instant now) {
        var id = "%s-%s-v%d".formatted(runId, guest.shopper.userId(), guest.visits);
        var visit = new Visit(catalogue, guest.shopper, guest.random, id, now);
        visit.write(guest.visits == 0).forEach(event -> enqueue(event.at(), guest, List.of(event)));
        guest.visits++;
        planVisit(guest, now);
    }

    /** Waiting times of a Poisson process. */
    private void planVisit(Guest guest, Instant now) {
        var seconds = -Math.log(1 - guest.random.nextDouble()) / guest.shopper.visitsPerSecond();
        enqueue(now.plusNanos((long) (Math.min(seconds, 1e9) * 1e9)), guest, List.of());
    }

    private void plan(Guest guest, Instant at, ReplySeen reply, String what, Map<String, Object> call) {
        enqueue(at, guest, List.of(new ShopEvent(at, reply.promptId() + "-" + what, call)));
    }

    private void enqueue(Instant at, Guest guest, List<ShopEvent> event) {
        queue.add(new Due(at, order++, guest, event));
    }

    private ShopProduct recommended(Shopper shopper, ReplySeen reply) {
        return catalogue.products().stream()
                .filter(product -> product.name().equals(reply.productName()))
                .findFirst()
                .orElseGet(() -> catalogue.in(shopper.tastes().get(0)).get(0));
    }
}
