package dev.rapport.scoring.metric;

/**
 * What counts are kept for.
 *
 * @param campaignId campaign or experiment; empty for the whole shop
 * @param arm        arm; empty for the whole shop and for decisions that drew none
 * @param channel    channel; empty for the whole shop and for experiments from outside
 */
public record MetricGroup(String campaignId, String arm, String channel) {
    /** Channel of what no campaign sends; every campaign has one. */
    private static final String NO_CHANNEL = "";

    /** Events of the whole shop. */
    public static final MetricGroup WHOLE_SHOP = new MetricGroup("", "", NO_CHANNEL);

    /** An arm of an experiment that others assign. */
    public static MetricGroup outside(String experimentId, String arm) {
        return new MetricGroup(experimentId, arm, NO_CHANNEL);
    }

    /** Whether others assign it: made by {@link #outside}. */
    public boolean isOutside() {
        return !campaignId.isEmpty() && channel.equals(NO_CHANNEL);
    }
}
