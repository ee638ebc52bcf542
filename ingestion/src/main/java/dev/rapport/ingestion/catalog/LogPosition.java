package dev.rapport.ingestion.catalog;

import dev.rapport.ingestion.catalog.CatalogLog.LogPlace;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A position in the log of products: what stands before it was stored before. Clocks of several instances need not agree
 * for that.
 *
 * @param offsets of the next record, by partition
 */
public record LogPosition(Map<Integer, Long> offsets) {
    private static final Pattern TEXT = Pattern.compile("[0-9]{1,9}:[0-9]{1,18}(,[0-9]{1,9}:[0-9]{1,18}){0,999}");

    public LogPosition {
        offsets = Map.copyOf(offsets);
    }

    /** From {@link #text}; empty when it is not one. */
    public static Optional<LogPosition> parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        var offsets = new TreeMap<Integer, Long>();
        for (var part : text.split(",", -1)) {
            var colon = part.indexOf(':');
            offsets.put(Integer.valueOf(part.substring(0, colon)), Long.valueOf(part.substring(colon + 1)));
        }
        return Optional.of(new LogPosition(offsets));
    }

    /** As {@code 0:42,1:7}: partition and offset. */
    public String text() {
        return new TreeMap<>(offsets)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .collect(Collectors.joining(","));
    }

    boolean isAfter(LogPlace place) {
        return place.offset() < offsets.getOrDefault(place.partition(), 0L);
    }
}
