package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.PROMPTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.Prompt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same log again: decisions and prompts are the same, whatever came between a customer's events and whenever the
 * versions of campaigns and products became known, if only before they were in force.
 */
class ReplayTest {
    private static final int CUSTOMERS = 8;
    private static final int EVENTS = 120;

    /** A record of a control topic and from when it is in force, or an event and when it was received. */
    private record Step(Instant at, String customer, Consumer<EnrichmentHarness> write) {}

    private record Decided(List<Decision> decisions, List<Prompt> prompts) {}

    @ParameterizedTest
    @ValueSource(longs = {7, 42, 1_234})
    void decidesTheSameInEveryInterleaving(long seed) {
        // Given
        var random = new Random(seed);
        var events = events(random);
        var control = control();
        var live = new ArrayList<>(events);
        live.addAll(control);
        live.sort(Comparator.comparing(Step::at)
                .thenComparing(step -> step.customer().isEmpty() ? 0 : 1));
        var first = run(live);
        // When
        var customerByCustomer = new ArrayList<>(control);
        events.stream().sorted(Comparator.comparing(Step::customer)).forEach(customerByCustomer::add);
        var second = run(customerByCustomer);
        var shuffled = new ArrayList<>(control);
        shuffled.addAll(interleaved(events, random));
        var third = run(shuffled);
        // Then
        assertThat(first.decisions()).hasSizeGreaterThan(CUSTOMERS);
        assertThat(first.decisions()).extracting(Decision::getCampaignVersion).contains(1, 2);
        assertThat(second).isEqualTo(first);
        assertThat(third).isEqualTo(first);
    }

    private static Decided run(List<Step> log) {
        try (var harness = new EnrichmentHarness()) {
            for (var step : log) {
                harness.tick(step.at());
                step.write().accept(harness);
                if (!step.customer().isEmpty()) {
                    harness.ticks();
                }
            }
            var decisions = new ArrayList<>(harness.drain(DECISIONS));
            decisions.sort(Comparator.comparing(Decision::getDecisionId));
            var prompts = new ArrayList<>(harness.drain(PROMPTS));
            prompts.sort(Comparator.comparing(Prompt::getPromptId));
            return new Decided(decisions, prompts);
        }
    }

    /** Two versions of a campaign and of a product. */
    private static List<Step> control() {
        var later = NOW.plus(Duration.ofHours(30));
        return List.of(
                new Step(NOW, "", harness -> Shop.publish(harness, NO_HOLDOUT, 1, NOW)),
                new Step(NOW, "", harness -> Shop.stock(harness, "lamp-9", "Aurora Lamp", 4_100, 1, NOW)),
                new Step(
                        later,
                        "",
                        harness -> Shop.publish(harness, NO_HOLDOUT.replace("version: 1", "version: 2"), 2, later)),
                new Step(later, "", harness -> Shop.stock(harness, "lamp-9", "Borealis Lamp", 3_900, 2, later)));
    }

    private static List<Step> events(Random random) {
        var steps = new ArrayList<Step>();
        IntStream.range(0, EVENTS).forEach(number -> {
            var customer = "customer-" + random.nextInt(CUSTOMERS);
            var at = NOW.plus(Duration.ofMinutes(30L * number));
            var event = event(random, customer)
                    .setMessageId("message-" + number)
                    .setUserId(customer)
                    .setAnonymousId(null)
                    .setOccurredAt(at)
                    .setReceivedAt(at)
                    .build();
            steps.add(new Step(at, customer, harness -> harness.capture(event)));
        });
        return steps;
    }

    private static CapturedEvent.Builder event(Random random, String customer) {
        return switch (random.nextInt(4)) {
            case 0 ->
                identify("{\"firstName\":\"" + customer + "\",\"consents\":{\"marketing\":" + random.nextBoolean()
                        + "}}");
            case 1 -> viewed("lamp-9");
            default -> viewed("lamp-" + random.nextInt(3));
        };
    }

    /** In some other order, but for that of each customer. */
    private static List<Step> interleaved(List<Step> events, Random random) {
        var waiting = new ArrayList<>(events);
        var order = new ArrayList<Step>();
        while (!waiting.isEmpty()) {
            var next = waiting.get(random.nextInt(waiting.size())).customer();
            var first = waiting.stream()
                    .filter(step -> step.customer().equals(next))
                    .findFirst()
                    .orElseThrow();
            order.add(first);
            waiting.remove(first);
        }
        return order;
    }
}
