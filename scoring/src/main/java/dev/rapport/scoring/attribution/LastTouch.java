package dev.rapport.scoring.attribution;

import dev.rapport.schemas.Credit;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The whole credit to the last touchpoint before a conversion. */
public final class LastTouch {
    /** Name of the model in credits. */
    public static final String MODEL = "last";

    private static final long WHOLE = 1_000_000;
    private static final Comparator<Touchpoint> BY_TIME =
            Comparator.comparingLong(Touchpoint::occurredAt).thenComparing(Touchpoint::messageId);

    private LastTouch() {}

    /**
     * Credits of a conversion.
     *
     * @param touchpoints of the customer, in any order
     * @param messageId   event that converted; it is no touchpoint of itself
     * @param convertedAt milliseconds since the epoch
     * @param lookback    touchpoints older than this get nothing
     * @return one credit, or none without a touchpoint
     */
    public static List<Credit> credits(
            List<Touchpoint> touchpoints, String messageId, long convertedAt, Duration lookback) {
        return last(touchpoints, messageId, convertedAt, lookback)
                .map(touch -> List.of(
                        new Credit(touch.promptId(), touch.source(), touch.campaignId(), touch.arm(), MODEL, WHOLE)))
                .orElse(List.of());
    }

    /** The touchpoint that gets the credit. */
    public static Optional<Touchpoint> last(
            List<Touchpoint> touchpoints, String messageId, long convertedAt, Duration lookback) {
        return touchpoints.stream()
                .filter(touch -> !touch.messageId().equals(messageId))
                .filter(touch ->
                        touch.occurredAt() <= convertedAt && convertedAt - touch.occurredAt() <= lookback.toMillis())
                .max(BY_TIME);
    }
}
