package dev.rapport.scoring.history;

import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.euros;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.scoring.metric.MetricDeltas;
import dev.rapport.scoring.metric.MetricKey;
import dev.rapport.scoring.state.CustomerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the order of arrival, the changes add up to what {@link BatchCount} finds in the complete history, and the last
 * conversions written are those of {@link BatchConversions}.
 */
final class ArrivalOrderPropertyTest {
    private static final int ROUNDS = 60;
    private static final List<ReplyOutcome> OUTCOMES =
            List.of(ReplyOutcome.GENERATED, ReplyOutcome.FALLBACK, ReplyOutcome.REFUSED);
    private static final List<String> NAMES = List.of(
            "Product Viewed",
            "Order Completed",
            "Order Completed",
            "Order Refunded",
            "Email Delivered",
            "Email Opened",
            "Email Link Clicked",
            "Unsubscribed",
            "Sign Up");
    private static final ScoringRules RULES =
            new ScoringRules(List.of("Order Completed", "Sign Up"), Duration.ofDays(14), Duration.ofDays(30));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 20101201})
    void addsUpToTheSameTotalsInAnyOrder(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            // Given
            var records = aHistory(random);
            var expected = BatchCount.of(records, RULES);
            var expectedConversions = BatchConversions.of(records, RULES);
            Collections.shuffle(records, random);
            // When
            var conversions = new TreeMap<String, Conversion>();
            var totals = arrive(records, conversions);
            // Then
            assertThat(totals).as("round %d", round).isEqualTo(expected);
            assertThat(conversions).as("round %d", round).isEqualTo(expectedConversions);
        }
    }

    private static Map<String, Metric> arrive(List<SpecificRecord> records, Map<String, Conversion> conversions) {
        var totals = new TreeMap<String, Metric>();
        CustomerState state = null;
        for (var record : records) {
            var history = new CustomerHistory(RULES, state);
            if (record instanceof EnrichedEvent event) {
                history.take(event);
            } else if (record instanceof Decision decision) {
                history.take(decision);
            } else if (record instanceof Reply reply) {
                history.take(reply);
            }
            history.conversions().forEach(last -> conversions.put(last.getConversionId(), last));
            if (history.changed()) {
                state = history.state();
            }
            for (var change : history.deltas().toRows()) {
                var key = MetricKey.of(change).storeKey();
                totals.merge(key, change, MetricDeltas::sum);
            }
        }
        return totals;
    }

    private static List<SpecificRecord> aHistory(Random random) {
        var records = new ArrayList<SpecificRecord>();
        var prompts = new ArrayList<String>();
        for (var i = 0; i < random.nextInt(8); i++) {
            var campaign = "campaign-" + random.nextInt(2);
            var arm = List.of("friendly", "brief", "holdout").get(random.nextInt(3));
            var sent = !arm.equals("holdout");
            var prompt = DerivedId.prompt(campaign, 1, CUSTOMER, "trigger-" + i);
            var reason = sent ? DecisionReason.SENT : DecisionReason.HOLDOUT;
            if (random.nextInt(4) == 0) {
                reason = DecisionReason.FREQUENCY_CAP;
            }
            var written = reason == DecisionReason.SENT;
            var at = anyTime(random);
            records.add(aDecision()
                    .setDecisionId("decision-" + i)
                    .setCampaignId(campaign)
                    .setArm(arm)
                    .setReason(reason)
                    .setPromptId(written ? prompt : null)
                    .setPropensity(0.25)
                    .setDecidedAt(at)
                    .build());
            if (written) {
                prompts.add(prompt);
                records.add(aReply().setPromptId(prompt)
                        .setCampaignId(campaign)
                        .setArm(arm)
                        .setOutcome(OUTCOMES.get(random.nextInt(OUTCOMES.size())))
                        .setTriggeredAt(at)
                        .build());
            }
        }
        for (var i = 0; i < random.nextInt(40); i++) {
            records.add(anEvent(random, i, prompts));
        }
        return records;
    }

    private static EnrichedEvent anEvent(Random random, int number, List<String> prompts) {
        var name = NAMES.get(random.nextInt(NAMES.size()));
        var event = anEnrichedEvent()
                .setMessageId("event-" + number)
                .setName(name)
                .setSessionId("session-" + random.nextInt(10))
                .setOccurredAt(anyTime(random));
        if (name.equals("Order Completed")) {
            event.setOrderId(random.nextInt(4) == 0 ? null : "order-" + random.nextInt(6));
            event.setLineId(random.nextInt(3) == 0 ? null : "line-" + random.nextInt(3));
            event.setRevenue(random.nextInt(5) == 0 ? null : euros(random.nextInt(100_00)));
        } else if (!prompts.isEmpty()) {
            event.setPromptId(prompts.get(random.nextInt(prompts.size())));
        }
        if (random.nextInt(6) == 0) {
            event.setUtmSource("source-" + random.nextInt(3));
        }
        return event.build();
    }

    /** Within 40 days, on few distinct times, so that ties and window edges happen. */
    private static Instant anyTime(Random random) {
        return NOW.plus(Duration.ofHours(random.nextInt(40 * 2) * 12L)).plusSeconds(random.nextInt(2) * 30L);
    }
}
