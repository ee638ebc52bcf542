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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The delivery system of the invented shop: hands every reply to its shopper and remembers what chance it had. */
final class Deliveries {
    private final Simulation simulation;
    /** Chance that none of the replies leads to an order, by campaign and user. */
    private final Map<String, Double> misses = new HashMap<>();

    Deliveries(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Delivers a reply that has a text. */
    void deliver(Reply reply, Instant now) {
        var user = reply.getUserId();
        if (reply.getText() == null || user == null) {
            // The shop has no address of a browser.
            return;
        }
        var product = reply.getProduct();
        var seen = new ReplySeen(
                reply.getPromptId(),
                user,
                reply.getCampaignId(),
                reply.getArm(),
                product == null ? "" : orEmpty(product.getCategory()),
                product == null ? "" : orEmpty(product.getName()),
                reply.getText());
        var miss = 1 - simulation.onReply(seen, now);
        misses.merge(key(reply.getCampaignId(), user), miss, (before, other) -> before * other);
    }

    /** What the shoppers met that a campaign first wrote to since a moment. */
    List<Truth.Exposure> exposures(TopicLedger ledger, Instant since) {
        return ledger.firstExposures().stream()
                .filter(exposure -> exposure.sent() && !exposure.at().isBefore(since))
                .flatMap(exposure -> Stream.ofNullable(exposure.userId()).map(user -> met(exposure, user)))
                .toList();
    }

    private Truth.Exposure met(TopicLedger.Exposure exposure, String user) {
        var miss = misses.getOrDefault(key(exposure.campaignId(), user), 1.0);
        return new Truth.Exposure(user, exposure.campaignId(), exposure.arm(), exposure.at(), 1 - miss);
    }

    private static String key(String campaignId, String userId) {
        return campaignId + "\n" + userId;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
