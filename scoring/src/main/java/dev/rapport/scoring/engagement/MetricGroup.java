package dev.rapport.scoring.engagement;

/**
 * What counts are kept for.
 *
 * @param campaignId campaign or experiment; empty for the whole shop
 * @param arm        arm; empty for the whole shop and for decisions that drew none
 * @param channel    channel; empty for the whole shop and for experiments from outside
 */
public record MetricGroup(String campaignId, String arm, String channel) {
    /** Events of the whole shop. */
    public static final MetricGroup WHOLE_SHOP = new MetricGroup("", "", "");

    /** True for an experiment that others assign: it has no channel, and every campaign has one. */
    public boolean isOutside() {
        return !campaignId.isEmpty() && channel.isEmpty();
    }
}
