package dev.rapport.quickstart.simulator;

import java.util.List;

/**
 * Somebody who visits the shop. What the pipeline is not told, tastes and habits, decides how replies work.
 *
 * @param userId          known to the shop after the first identify call
 * @param anonymousId     of the browser, used in every event
 * @param language        {@code en} or {@code zh}
 * @param consents        whether marketing is agreed to
 * @param tastes          categories the shopper likes, never empty
 * @param visitsPerSecond rate of the Poisson process of visits, positive
 * @param buysPerVisit    chance that a visit ends with an order, in (0, 1)
 * @param attention       factor in (0, 1] on opening and clicking
 */
public record Shopper(
        String userId,
        String anonymousId,
        String firstName,
        String language,
        String locale,
        boolean consents,
        List<String> tastes,
        double visitsPerSecond,
        double buysPerVisit,
        double attention) {
    public Shopper {
        tastes = List.copyOf(tastes);
    }
}
