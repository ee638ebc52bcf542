package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.added;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;

import dev.rapport.enrichment.customer.recommendation.RelatedKey;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RelatedProducts;
import dev.rapport.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Captured events of some customers in three partitions with their ticks, while a campaign, products and consents change.
 * Each customer is one sender, so their events have an order in the log.
 *
 * @param control    versions of campaigns and products, known when they come into force at the latest
 * @param partitions events and ticks, in the order of each partition
 */
record ReplayLog(List<Step> control, List<List<Step>> partitions) {
    private static final int PARTITIONS = 3;
    private static final int CUSTOMERS = 8;
    private static final int EVENTS = 150;
    private static final Duration APART = Duration.ofMinutes(10);
    private static final Duration TICK = Duration.ofMinutes(7);

    private static final String SOON = Shop.CART.replace("for: 2h", "for: 30m");

    /** A record of the log. */
    record Step(Instant at, Consumer<EnrichmentHarness> write) {}

    static ReplayLog random(Random random) {
        var partitions = new ArrayList<List<Step>>();
        for (var partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new ArrayList<>(ticks(partition)));
        }
        for (var number = 0; number < EVENTS; number++) {
            var customer = random.nextInt(CUSTOMERS);
            partitions.get(customer % PARTITIONS).add(event(random, customer, number));
        }
        partitions.forEach(partition -> partition.sort(Comparator.comparing(Step::at)));
        return new ReplayLog(versions(), partitions);
    }

    /** With versions of what was learnt from it, each known when it comes into force at the latest. */
    ReplayLog with(List<RelatedProducts> learnt) {
        var all = new ArrayList<>(control);
        for (var one : learnt) {
            var key = one.getProductId() == null ? RelatedKey.POPULAR : RelatedKey.of(one.getProductId());
            all.add(new Step(one.getEffectiveAt(), harness -> harness.pipe(Topics.RECOMMENDATIONS, key, one)));
        }
        return new ReplayLog(all, partitions);
    }

    /** As it was written. */
    List<Step> live() {
        var all = new ArrayList<>(control);
        partitions.forEach(all::addAll);
        all.sort(Comparator.comparing(Step::at));
        return all;
    }

    /** One partition after the other. */
    List<Step> byPartition() {
        var all = new ArrayList<>(control);
        partitions.forEach(all::addAll);
        return all;
    }

    /** Partitions as they happen to be read. */
    List<Step> interleaved(Random random) {
        var all = new ArrayList<>(control);
        var left = new ArrayList<List<Step>>();
        partitions.forEach(partition -> left.add(new ArrayList<>(partition)));
        while (!left.isEmpty()) {
            var next = left.get(random.nextInt(left.size()));
            all.add(next.remove(0));
            if (next.isEmpty()) {
                left.remove(next);
            }
        }
        return all;
    }

    private static List<Step> ticks(int partition) {
        var rounds = (int) APART.multipliedBy(EVENTS).dividedBy(TICK) + 10;
        return IntStream.range(0, rounds)
                .mapToObj(round -> NOW.plus(TICK.multipliedBy(round)))
                .map(at -> new Step(at, harness -> harness.tick(partition, PARTITIONS, at)))
                .toList();
    }

    private static Step event(Random random, int customer, int number) {
        var receivedAt = NOW.plus(APART.multipliedBy(number));
        var late = random.nextInt(5) == 0 ? Duration.ofMinutes(random.nextInt(90)) : Duration.ZERO;
        var event = event(random, customer)
                .setMessageId("message-" + number)
                .setUserId("customer-" + customer)
                .setAnonymousId(null)
                .setOccurredAt(receivedAt.minus(late))
                .setReceivedAt(receivedAt)
                .build();
        return new Step(receivedAt, harness -> harness.capture(event));
    }

    private static CapturedEvent.Builder event(Random random, int customer) {
        return switch (random.nextInt(11)) {
            case 0, 1 ->
                identify("{\"firstName\":\"Ada\",\"email\":\"c" + customer
                        + "@shop.example\",\"consents\":{\"marketing\":" + random.nextBoolean() + "}}");
            case 2 -> identify("{\"consents\":{\"marketing\":true,\"email\":true}}");
            case 3 -> track("Unsubscribed", "{\"channel\":\"email\"}");
            case 4 -> viewed("lamp-9");
            case 5 -> added("lamp-9");
            case 6 -> random.nextInt(3) == 0 ? track("Order Completed", "{}") : added("lamp-1");
            default -> viewed("lamp-" + random.nextInt(3));
        };
    }

    private static List<Step> versions() {
        var later = NOW.plus(APART.multipliedBy(EVENTS / 2));
        var second = NO_HOLDOUT.replace("version: 1", "version: 2");
        return List.of(
                new Step(NOW, harness -> Shop.publish(harness, NO_HOLDOUT, 1, NOW)),
                new Step(NOW, harness -> Shop.publishAs(harness, "paced", Shop.PACED)),
                new Step(NOW, harness -> Shop.stock(harness, "lamp-9", "Aurora Lamp", 4_100, 1, NOW)),
                new Step(NOW, harness -> Shop.publishCart(harness, SOON, 1, NOW)),
                new Step(NOW, harness -> Shop.publishDaily(harness, NOW)),
                new Step(later, harness -> Shop.publish(harness, second, 2, later)),
                new Step(later, harness -> Shop.publishCart(harness, SOON.replace("30m", "45m"), 2, later)),
                new Step(later, harness -> Shop.stock(harness, "lamp-9", "Borealis Lamp", 3_900, 2, later)));
    }
}
