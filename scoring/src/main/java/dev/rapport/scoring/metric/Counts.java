package dev.rapport.scoring.metric;

import dev.rapport.schemas.event.StandardEvents;

/** Names of counts in rows of metrics: a contract with dashboards and reports. */
public final class Counts {
    /** Events of any kind. */
    public static final String EVENTS = "events";
    /** Track events, by name behind this prefix. */
    public static final String EVENT_PREFIX = "event.";
    /** Track events whose names are not counted one by one. */
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
    /** Decisions, by reason behind this prefix. */
    public static final String DECISIONS_PREFIX = "decisions.";
    /** Events that broke a rule, by reason behind this prefix. */
    public static final String REJECTIONS_PREFIX = "rejections.";
    /** Replies to deliver: generated and fallback. */
    public static final String SENT = "sent";

    public static final String GENERATED = "generated";
    public static final String FALLBACK = "fallback";
    public static final String REFUSED = "refused";

    /** The event that carries orders and revenue. */
    public static final String ORDER_COMPLETED = StandardEvents.ORDER_COMPLETED;

    public static final String ORDER_REFUNDED = StandardEvents.ORDER_REFUNDED;

    private Counts() {}

    /** Name of the count of customers who reached a goal; goals other than orders carry their name. */
    public static String converted(String goal) {
        return goal.equals(ORDER_COMPLETED) ? CONVERTED : CONVERTED + "." + goal;
    }
}
