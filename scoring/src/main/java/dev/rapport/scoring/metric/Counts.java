package dev.rapport.scoring.metric;

import java.util.Map;

/** Names of counts in rows of metrics: a contract with dashboards and reports. */
public final class Counts {
    /** Events of any kind. */
    public static final String EVENTS = "events";
    /** Track events, by name behind this prefix. */
    public static final String EVENT_PREFIX = "event.";
    /** All names of track events that a row has no room for. */
    public static final String OTHER_EVENTS = EVENT_PREFIX + "(other)";
    /** Sessions, at their first event. */
    public static final String SESSIONS = "sessions";
    /** Distinct orders; events that name no order count each. */
    public static final String PURCHASES = "purchases";
    /** Order Refunded events. */
    public static final String REFUNDS = "refunds";
    /** Distinct customers, at their first exposure to the campaign. */
    public static final String CUSTOMERS = "customers";
    /** Distinct customers who reached the goal {@link #ORDER_COMPLETED} inside the window after first exposure. */
    public static final String CONVERTED = "converted";
    /** Sum of the propensities of first exposures, in millionths; divided by customers, the share of the arm. */
    public static final String PROPENSITY_MILLIONTHS = "propensityMillionths";
    /** Decisions, by reason behind this prefix. */
    public static final String DECISIONS_PREFIX = "decisions.";
    /** Replies to deliver: generated and fallback. */
    public static final String SENT = "sent";

    public static final String GENERATED = "generated";
    public static final String FALLBACK = "fallback";
    public static final String REFUSED = "refused";

    /** The event that carries orders and revenue. */
    public static final String ORDER_COMPLETED = "Order Completed";

    public static final String ORDER_REFUNDED = "Order Refunded";

    private static final String SQUARES_PREFIX = "revenueSquares.";
    private static final int SQUARE_BITS = 31;
    /** Some 11 billion in a currency with cents: what is more counts as this, so that thousands of squares add up. */
    private static final long LARGEST_SQUARED = 1L << 40;

    private Counts() {}

    /** Name of the count of customers who reached a goal; goals other than orders carry their name. */
    public static String converted(String goal) {
        return goal.equals(ORDER_COMPLETED) ? CONVERTED : CONVERTED + "." + goal;
    }

    /** Name of the upper part of a sum of squares of customers' revenue, in units of 2^31. */
    public static String squaresHigh(String currency) {
        return SQUARES_PREFIX + currency + ".high";
    }

    /** Name of the lower part, below 2^31 a customer. */
    public static String squaresLow(String currency) {
        return SQUARES_PREFIX + currency + ".low";
    }

    /** Upper part of a square. Two sums of whole numbers are exact where one would overflow. */
    public static long squareHigh(long revenueMinor) {
        var capped = capped(revenueMinor);
        return (Math.multiplyHigh(capped, capped) << (Long.SIZE - SQUARE_BITS)) | ((capped * capped) >>> SQUARE_BITS);
    }

    /** Lower part of a square. */
    public static long squareLow(long revenueMinor) {
        var capped = capped(revenueMinor);
        return (capped * capped) & ((1L << SQUARE_BITS) - 1);
    }

    private static long capped(long revenueMinor) {
        return Math.min(Math.abs(Math.max(revenueMinor, -LARGEST_SQUARED)), LARGEST_SQUARED);
    }

    /** Sum of squares of customers' revenue in a currency, in minor units squared. */
    public static double revenueSquares(Map<String, Long> counts, String currency) {
        return counts.getOrDefault(squaresHigh(currency), 0L) * 0x1p31 + counts.getOrDefault(squaresLow(currency), 0L);
    }
}
