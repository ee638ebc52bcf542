package dev.rapport.scoring.view;

import dev.rapport.schemas.MetricWindow;

/**
 * Keys of the store of rows: window and start come first, so that one range holds the rows of a window in order of time. The rest
 * is the beginning of the topic's key, {@code campaignId|arm|channel}.
 */
final class RowKey {
    private RowKey() {}

    /** The key of the row with a topic key: {@code campaignId|arm|channel|window|windowStart}. */
    static String of(String topicKey) {
        var beforeStart = topicKey.lastIndexOf('|');
        var beforeWindow = topicKey.lastIndexOf('|', beforeStart - 1);
        if (beforeWindow < 0) {
            throw new IllegalArgumentException("'" + topicKey + "' is not the key of a row");
        }
        var window = MetricWindow.valueOf(topicKey.substring(beforeWindow + 1, beforeStart));
        return from(window, Long.parseLong(topicKey.substring(beforeStart + 1))) + topicKey.substring(0, beforeWindow);
    }

    /** Smallest key of a row of a window that starts at a time or later. */
    static String from(MetricWindow window, long startMillis) {
        return of(window) + SortableTime.of(startMillis) + "|";
    }

    /** What the keys of all rows of a window begin with. */
    static String of(MetricWindow window) {
        return window + "|";
    }
}
