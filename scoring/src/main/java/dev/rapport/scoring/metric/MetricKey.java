package dev.rapport.scoring.metric;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import java.util.HexFormat;

/**
 * Key of a row of metrics, in two forms. The topic's, {@code campaignId|arm|channel|window|windowStart}, is for readers.
 * The store's has the window and its start first, so that one range holds the rows of a window in order of time. In both,
 * {@code |} and {@code %} of ids are written {@code %7C} and {@code %25}, so that different groups have different keys.
 *
 * @param group       what is counted
 * @param window      length of the window
 * @param startMillis start of the window; 0 for {@link MetricWindow#ALL}
 */
public record MetricKey(MetricGroup group, MetricWindow window, long startMillis) {
    /** The window of a length that a time falls into. */
    public static MetricKey at(MetricGroup group, MetricWindow window, long occurredAt) {
        var length = length(window);
        return new MetricKey(group, window, length == 0 ? 0 : Math.floorDiv(occurredAt, length) * length);
    }

    /** The key of a row. */
    public static MetricKey of(Metric row) {
        return new MetricKey(
                new MetricGroup(row.getCampaignId(), row.getArm(), row.getChannel()),
                row.getWindow(),
                row.getWindowStart().toEpochMilli());
    }

    /** Smallest store key of a window that starts at a time or later. */
    public static String storeKeyFrom(MetricWindow window, long startMillis) {
        // Flipping the sign bit makes hexadecimal digits sort as the signed numbers do.
        return window + "|" + HexFormat.of().toHexDigits(startMillis ^ Long.MIN_VALUE) + "|";
    }

    /** Topic key of the row that has a store key. */
    public static String topicKey(String storeKey) {
        var window = storeKey.substring(0, storeKey.indexOf('|'));
        var hexAt = window.length() + 1;
        var start = HexFormat.fromHexDigitsToLong(storeKey, hexAt, hexAt + 16) ^ Long.MIN_VALUE;
        return storeKey.substring(hexAt + 17) + "|" + window + "|" + start;
    }

    /** Key in the store. */
    public String storeKey() {
        return storeKeyFrom(window, startMillis) + key(group);
    }

    /** Key of a group alone: {@code campaignId|arm|channel}. */
    public static String key(MetricGroup group) {
        return escaped(group.campaignId()) + "|" + escaped(group.arm()) + "|" + escaped(group.channel());
    }

    private static String escaped(String id) {
        return id.replace("%", "%25").replace("|", "%7C");
    }

    /** Length of a window in milliseconds; 0 for {@link MetricWindow#ALL}. */
    public static long length(MetricWindow window) {
        return switch (window) {
            case ALL -> 0;
            case MINUTE -> 60_000;
            case HOUR -> 3_600_000;
            case DAY -> 86_400_000;
        };
    }
}
