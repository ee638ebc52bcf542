package dev.rapport.scoring.attribution;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.PathTouchpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What led to a conversion.
 *
 * @param touchpoints earliest first; of the same time by message, so that their arrival does not matter
 * @param convertedAt when the goal was reached, not before any of them
 */
public record Path(List<PathTouchpoint> touchpoints, Instant convertedAt) {
    private static final Comparator<PathTouchpoint> BY_TIME = Comparator.comparing(PathTouchpoint::getOccurredAt)
            .thenComparing(PathTouchpoint::getMessageId)
            .thenComparing(PathTouchpoint::getKind);

    public Path {
        touchpoints = touchpoints.stream().sorted(BY_TIME).toList();
    }

    /** The path that a conversion carries. */
    public static Path of(Conversion conversion) {
        return new Path(conversion.getTouchpoints(), conversion.getOccurredAt());
    }

    /**
     * The path to a conversion.
     *
     * @param touchpoints of the customer, in any order
     * @param messageId   event that converted; it is no touchpoint of itself
     * @param lookback    touchpoints older than this are not on it
     */
    public static Path to(
            Instant convertedAt, String messageId, Collection<PathTouchpoint> touchpoints, Duration lookback) {
        var earliest = convertedAt.minus(lookback);
        var before = touchpoints.stream()
                .filter(touch -> !touch.getMessageId().equals(messageId))
                .filter(touch -> !touch.getOccurredAt().isAfter(convertedAt)
                        && !touch.getOccurredAt().isBefore(earliest))
                .toList();
        return new Path(before, convertedAt);
    }

    boolean isEmpty() {
        return touchpoints.isEmpty();
    }
}
