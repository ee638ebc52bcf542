package dev.rapport.scoring.api.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the first page.
 *
 * @param from        first day that is counted; null when all time is
 * @param to          end of what is counted, exclusive; null when it is open
 * @param shop        of the whole shop
 * @param replies     of all campaigns, customers held out left out
 * @param rejections  events that broke a rule, by reason
 * @param experiments campaigns with or without customers, then experiments that others assign, by id
 * @param minutes     the latest minutes by the server's clock, oldest first; a minute without events is zero
 */
public record OverviewView(
        @Nullable Instant from,
        @Nullable Instant to,
        ShopView shop,
        RepliesTotalView replies,
        ReasonsView rejections,
        List<ExperimentTotalView> experiments,
        List<MinuteView> minutes) {

    /** Events and orders. */
    public record ShopView(long events, long sessions, long purchases, long refunds, Map<String, Long> revenueMinor) {}

    /**
     * Replies and what they did.
     *
     * @param customers distinct customers of each campaign, added up
     * @param converted of these
     */
    public record RepliesTotalView(
            long sent,
            long generated,
            long fallback,
            long refused,
            long opened,
            long clicked,
            long customers,
            long converted) {}

    /** Counts by reason, the most frequent first. */
    public record ReasonsView(long total, Map<String, Long> byReason) {}

    /**
     * What is decided and earned in a campaign, or in an experiment that others assign.
     *
     * @param customers    of all arms
     * @param decisions    by reason, the most frequent first
     * @param revenueMinor by arm and currency
     */
    public record ExperimentTotalView(
            String id,
            String source,
            long customers,
            ReasonsView decisions,
            Map<String, Map<String, Long>> revenueMinor) {}

    /** Counts of one minute. */
    public record MinuteView(Instant start, long sent, long clicked, long purchases) {}
}
