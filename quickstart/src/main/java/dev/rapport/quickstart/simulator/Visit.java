package dev.rapport.quickstart.simulator;

import dev.rapport.schemas.event.StandardEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes one visit of a shopper: pages, products, sometimes a basket, sometimes an order; the first visit begins
 * anonymously and ends known. A small share of calls is broken or sent twice, as in any real shop.
 */
final class Visit {
    private static final double TO_TASTE = 0.85;
    private static final double LED_HERE = 0.3;
    private static final List<String> SOURCES = List.of("search", "social", "affiliate");
    private static final double ADDS = 0.3;
    private static final double BROKEN = 0.03;
    private static final double TWICE = 0.02;

    private final Catalogue catalogue;
    private final Shopper shopper;
    private final SplittableRandom random;
    private final String id;
    private final List<ShopEvent> events = new ArrayList<>();
    private final SegmentCalls calls;
    private Instant now;

    /**
     * @param id     unique in the run; message and order ids begin with it
     * @param random the shopper's own
     */
    Visit(Catalogue catalogue, Shopper shopper, SplittableRandom random, String id, Instant start) {
        this.catalogue = catalogue;
        this.shopper = shopper;
        this.random = random;
        this.id = id;
        this.calls = new SegmentCalls(shopper);
        this.now = start;
    }

    /** All calls in the order of time. */
    List<ShopEvent> write(boolean first) {
        var source = random.nextDouble() < LED_HERE ? SOURCES.get(random.nextInt(SOURCES.size())) : "";
        add(source.isEmpty() ? calls.page(!first, "Home") : calls.arrival(!first, source));
        if (first) {
            add(calls.product(false, StandardEvents.PRODUCT_VIEWED, product()));
            add(calls.identify());
        }
        var viewed = new ArrayList<ShopProduct>();
        var views = random.nextInt(1, 4);
        for (var i = 0; i < views; i++) {
            var product = product();
            viewed.add(product);
            add(calls.product(true, StandardEvents.PRODUCT_VIEWED, product));
        }
        var last = viewed.get(viewed.size() - 1);
        var buys = random.nextDouble() < shopper.buysPerVisit();
        if (buys || random.nextDouble() < ADDS) {
            add(calls.product(true, StandardEvents.PRODUCT_ADDED, last));
        }
        if (buys) {
            add(calls.order("order-" + id, List.of(last)));
        }
        if (random.nextDouble() < BROKEN) {
            addBroken();
        }
        return events;
    }

    private ShopProduct product() {
        var categories = random.nextDouble() < TO_TASTE ? shopper.tastes() : Catalogue.categories();
        var choice = catalogue.in(categories.get(random.nextInt(categories.size())));
        return choice.get(random.nextInt(choice.size()));
    }

    private void add(Map<String, Object> call) {
        var event = new ShopEvent(now, id + "-" + events.size(), call);
        events.add(event);
        if (random.nextDouble() < TWICE) {
            events.add(event);
        }
        now = now.plusMillis(random.nextInt(300, 1200));
    }

    private void addBroken() {
        switch (random.nextInt(3)) {
            case 0 -> add(calls.ofNobody());
            case 1 -> {
                var call = calls.page(true, "Tomorrow");
                call.put("timestamp", now.plus(Duration.ofDays(3)).toString());
                add(call);
            }
            default ->
                add(calls.track(true, StandardEvents.PRODUCT_VIEWED, Map.of("product_id", "x", "price", "a lot")));
        }
    }
}
