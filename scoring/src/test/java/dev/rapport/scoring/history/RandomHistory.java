package dev.rapport.scoring.history;

import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.euros;
import static dev.rapport.testkit.record.ReplyRecords.aReply;

import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.id.DerivedId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/** Random histories of customers: few times and names, so that ties, window edges and orders told twice happen. */
public final class RandomHistory {
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

    private RandomHistory() {}

    /** Decisions, replies and events of a customer, in no order. */
    public static List<SpecificRecord> of(String customerId, Random random) {
        var records = new ArrayList<SpecificRecord>();
        var prompts = new ArrayList<String>();
        for (var i = 0; i < random.nextInt(8); i++) {
            var campaign = "campaign-" + random.nextInt(2);
            var arm = List.of("friendly", "brief", "holdout").get(random.nextInt(3));
            var sent = !arm.equals("holdout");
            var prompt = DerivedId.prompt(campaign, "web", customerId + "-trigger-" + i);
            var reason = sent ? DecisionReason.SENT : DecisionReason.HOLDOUT;
            if (random.nextInt(4) == 0) {
                reason = DecisionReason.FREQUENCY_CAP;
            }
            var written = reason == DecisionReason.SENT;
            var at = anyTime(random);
            records.add(aDecision()
                    .setDecisionId(customerId + " decision-" + i)
                    .setCustomerId(customerId)
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
                        .setCustomerId(customerId)
                        .setCampaignId(campaign)
                        .setArm(arm)
                        .setOutcome(OUTCOMES.get(random.nextInt(OUTCOMES.size())))
                        .setTriggeredAt(at)
                        .build());
            }
        }
        for (var i = 0; i < random.nextInt(40); i++) {
            records.add(anEvent(customerId, random, i, prompts));
        }
        return records;
    }

    private static EnrichedEvent anEvent(String customerId, Random random, int number, List<String> prompts) {
        var name = NAMES.get(random.nextInt(NAMES.size()));
        var at = anyTime(random);
        var event = anEnrichedEvent()
                .setMessageId(customerId + " event-" + number)
                .setCustomerId(customerId)
                .setName(name)
                .setSessionId("session-" + random.nextInt(10))
                .setOccurredAt(at)
                .setReceivedAt(at.plus(Duration.ofHours(random.nextInt(48))));
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
