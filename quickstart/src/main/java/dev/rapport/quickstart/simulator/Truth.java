package dev.rapport.quickstart.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The effect that an arm really has, known by construction. For every shopper that an arm was sent to, the laws of the
 * shop give both chances to order between the exposure and the end: without a reply, and with the replies that came.
 * Their mean difference over the arm's shoppers is what a perfect experiment would measure as absolute lift.
 */
public final class Truth {
    /**
     * What one shopper of an experiment met.
     *
     * @param exposedAt event time of the first exposure
     * @param converts  chance that any of the replies that came leads to an order
     */
    public record Exposure(String userId, String campaignId, String arm, Instant exposedAt, double converts) {}

    /**
     * The true effect of an arm.
     *
     * @param customers shoppers the arm was sent to
     * @param without   mean chance to order without a reply
     * @param with      mean chance to order with the replies that came
     */
    public record Effect(String campaign, String arm, int customers, double without, double with) {
        /** Difference of the chances: what absolute lift estimates. */
        public double absolute() {
            return with - without;
        }
    }

    private Truth() {}

    /**
     * Effects by campaign and arm.
     *
     * @param end when visits stopped to begin
     */
    public static List<Effect> of(List<Exposure> exposures, List<Shopper> shoppers, Instant end) {
        var byUser = shoppers.stream().collect(Collectors.toMap(Shopper::userId, shopper -> shopper));
        Map<String, List<Exposure>> arms = new TreeMap<>();
        for (var exposure : exposures) {
            if (byUser.containsKey(exposure.userId())) {
                arms.computeIfAbsent(exposure.campaignId() + "\n" + exposure.arm(), key -> new ArrayList<>())
                        .add(exposure);
            }
        }
        return arms.values().stream().map(arm -> effect(arm, byUser, end)).toList();
    }

    /** Chance of an order without any reply: the visit in progress, then a Poisson process of visits that buy. */
    static double baseline(Shopper shopper, Instant exposedAt, Instant end) {
        var seconds = Math.max(0, Duration.between(exposedAt, end).toMillis() / 1000.0);
        return 1
                - (1 - shopper.buysPerVisit())
                        * Math.exp(-shopper.visitsPerSecond() * shopper.buysPerVisit() * seconds);
    }

    private static Effect effect(List<Exposure> arm, Map<String, Shopper> byUser, Instant end) {
        var without = 0.0;
        var with = 0.0;
        for (var exposure : arm) {
            var shopper = byUser.get(exposure.userId());
            if (shopper != null) {
                var baseline = baseline(shopper, exposure.exposedAt(), end);
                without += baseline;
                with += 1 - (1 - baseline) * (1 - exposure.converts());
            }
        }
        var first = arm.get(0);
        return new Effect(first.campaignId(), first.arm(), arm.size(), without / arm.size(), with / arm.size());
    }
}
