package dev.rapport.scoring.topology;

/** Names of the stores of scoring. */
public final class ScoringStoreNames {
    /** Sessions by customer. */
    public static final String SESSIONS = "session-by-customer";
    /** Touchpoints by customer. */
    public static final String TOUCHPOINTS = "touchpoint-by-customer";
    /** Prompts and engagement with their replies, by customer. */
    public static final String PROMPTS = "prompt-by-customer";
    /** Goal events by customer. */
    public static final String GOALS = "goal-by-customer";
    /** First exposures by customer. */
    public static final String EXPOSURES = "exposure-by-customer";
    /** Changes of counts that were not passed on, by group and minute. */
    public static final String PENDING_METRICS = "pending-metric-by-minute";
    /** Changes of moments that were not passed on, by arm. */
    public static final String PENDING_MOMENTS = "pending-moments-by-arm";
    /** Rows of metrics by {@link dev.rapport.scoring.metric.MetricKey#storeKey()}. */
    public static final String METRICS = "metric-by-key";
    /** How far the time of records has come, one entry a partition of metrics. */
    public static final String TIMES = "time-by-name";
    /** Sums over the customers of arms, by experiment and arm. */
    public static final String ARMS = "arm-by-experiment";

    private ScoringStoreNames() {}
}
