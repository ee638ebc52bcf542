package dev.rapport.scoring.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.history.BatchConversions;
import dev.rapport.scoring.history.BatchCount;
import dev.rapport.scoring.history.CustomerHistory;
import dev.rapport.scoring.history.RandomHistory;
import dev.rapport.scoring.history.ScoringRules;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Merges, chains and their ends in any interleaving with records and messages: what is counted in the end is what one look
 * at all records finds, each with the customer whom its fragment belongs to in the end.
 */
final class MergesPropertyTest {
    private static final int ROUNDS = 60;
    private static final int MAX_EVENTS = 10;
    private static final ScoringRules RULES =
            new ScoringRules(List.of("Order Completed", "Sign Up"), Duration.ofDays(14), Duration.ofDays(30));

    /** A record, as the customer and fragment it was attributed to when it was enriched. */
    private record Arrival(String customerId, String fragmentId, SpecificRecord record) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 20101201})
    void countsWhatTheLastIdentitiesSay(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            // Given
            var fragments = IntStream.rangeClosed(0, 1 + random.nextInt(4))
                    .mapToObj(i -> "customer-" + i)
                    .toList();
            var identities = new RandomIdentities(fragments, random.nextInt(10), random);
            var records = recordsOf(fragments, random);
            var inTheEnd = new TreeMap<String, List<SpecificRecord>>();
            records.forEach((fragment, ofFragment) -> ofFragment.forEach(
                    record -> inTheEnd.computeIfAbsent(identities.customerOf(fragment), none -> new ArrayList<>())
                            .add(of(record, identities.customerOf(fragment)))));
            var network = new TestingNetwork(RULES, random);
            // When
            play(network, arrivals(records, identities, random), new ArrayDeque<>(identities.steps()), random);
            // Then
            var expected = BatchCount.of(inTheEnd.values(), RULES);
            assertThat(network.rows()).as("round %d", round).isEqualTo(expected.rows());
            assertThat(BatchCount.momentsOf(network.moments()))
                    .as("round %d", round)
                    .isEqualTo(expected.moments());
            var conversions = new TreeMap<String, Conversion>();
            inTheEnd.values().forEach(ofCustomer -> conversions.putAll(BatchConversions.of(ofCustomer, RULES)));
            assertThat(network.conversions()).as("round %d", round).isEqualTo(conversions);
        }
    }

    private static void play(
            TestingNetwork network, List<Arrival> arrivals, Queue<RandomIdentities.Step> identities, Random random) {
        var chance = 1 + arrivals.size() / (1 + identities.size());
        for (var arrival : arrivals) {
            if (!identities.isEmpty() && random.nextInt(chance) == 0) {
                tell(network, identities.remove());
            }
            network.record(arrival.customerId(), arrival.fragmentId(), history -> record(history, arrival.record()));
            network.deliverSome();
        }
        identities.forEach(step -> tell(network, step));
        network.deliverAll();
    }

    private static void tell(TestingNetwork network, RandomIdentities.Step step) {
        network.receive(step.customerId(), step.transfer());
        network.deliverSome();
    }

    /** Few enough that nothing is evicted, however they are merged. */
    private static Map<String, List<SpecificRecord>> recordsOf(List<String> fragments, Random random) {
        var records = new TreeMap<String, List<SpecificRecord>>();
        for (var fragment : fragments) {
            var kept = new ArrayList<SpecificRecord>();
            var events = 0;
            for (var record : RandomHistory.of(fragment, random)) {
                if (!(record instanceof EnrichedEvent) || events++ < MAX_EVENTS) {
                    kept.add(record);
                }
            }
            records.put(fragment, kept);
        }
        var prompts = records.values().stream()
                .flatMap(List::stream)
                .filter(Decision.class::isInstance)
                .map(decision -> ((Decision) decision).getPromptId())
                .filter(Objects::nonNull)
                .toList();
        if (!prompts.isEmpty()) {
            // Customers engage with replies to each other too: nobody knows yet that they are one.
            records.values()
                    .forEach(ofFragment -> ofFragment.replaceAll(record -> record instanceof EnrichedEvent event
                                    && event.getPromptId() != null
                                    && random.nextInt(3) == 0
                            ? EnrichedEvent.newBuilder(event)
                                    .setPromptId(prompts.get(random.nextInt(prompts.size())))
                                    .build()
                            : record));
        }
        return records;
    }

    private static List<Arrival> arrivals(
            Map<String, List<SpecificRecord>> records, RandomIdentities identities, Random random) {
        var arrivals = new ArrayList<Arrival>();
        records.forEach((fragment, ofFragment) -> ofFragment.forEach(record -> {
            var customer = identities.anyCustomerOf(fragment, random);
            arrivals.add(new Arrival(customer, customer.equals(fragment) ? "" : fragment, of(record, customer)));
        }));
        Collections.shuffle(arrivals, random);
        return arrivals;
    }

    private static void record(CustomerHistory history, SpecificRecord record) {
        if (record instanceof EnrichedEvent event) {
            history.record(event);
        } else if (record instanceof Decision decision) {
            history.record(decision);
        } else if (record instanceof Reply reply) {
            history.record(reply);
        }
    }

    private static SpecificRecord of(SpecificRecord record, String customerId) {
        if (record instanceof EnrichedEvent event) {
            return EnrichedEvent.newBuilder(event)
                    .setCustomerId(customerId)
                    .setSessionId(event.getSessionId().replaceAll("-[4-9]$", "-0"))
                    .build();
        } else if (record instanceof Decision decision) {
            return Decision.newBuilder(decision).setCustomerId(customerId).build();
        } else {
            return Reply.newBuilder((Reply) record).setCustomerId(customerId).build();
        }
    }
}
