package dev.rapport.quickstart.demo;

import dev.rapport.quickstart.report.TopicLedger;
import dev.rapport.quickstart.simulator.ReplySeen;
import dev.rapport.quickstart.simulator.Simulation;
import dev.rapport.quickstart.simulator.Truth;
import dev.rapport.schemas.Reply;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The delivery system of the invented shop: hands every reply to its shopper and remembers what chance it had. */
final class Deliveries {
    private final Simulation simulation;
    /** Chance that none of the replies leads to an order, by campaign and customer. */
    private final Map<String, Double> misses = new HashMap<>();

    Deliveries(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Delivers a reply that has a text. */
    void deliver(Reply reply, Instant now) {
        if (reply.getText() == null) {
            return;
        }
        var product = reply.getProduct();
        var seen = new ReplySeen(
                reply.getPromptId(),
                reply.getCustomerId(),
                reply.getCampaignId(),
                reply.getArm(),
                product == null ? "" : orEmpty(product.getCategory()),
                product == null ? "" : orEmpty(product.getName()),
                reply.getText());
        var miss = 1 - simulation.onReply(seen, now);
        misses.merge(key(reply.getCampaignId(), reply.getCustomerId()), miss, (before, other) -> before * other);
    }

    /** What the shoppers met that a campaign first wrote to since a moment. */
    List<Truth.Exposure> exposures(TopicLedger ledger, Instant since) {
        return ledger.firstExposures().stream()
                .filter(exposure -> exposure.sent() && !exposure.at().isBefore(since))
                .map(exposure -> new Truth.Exposure(
                        exposure.customerId(),
                        exposure.campaignId(),
                        exposure.arm(),
                        exposure.at(),
                        1 - misses.getOrDefault(key(exposure.campaignId(), exposure.customerId()), 1.0)))
                .toList();
    }

    private static String key(String campaignId, String customerId) {
        return campaignId + "\n" + customerId;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
