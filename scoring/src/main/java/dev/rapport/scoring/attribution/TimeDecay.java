package dev.rapport.scoring.attribution;

import dev.rapport.runtime.value.Checks;
import java.time.Duration;

/**
 * More credit to later touchpoints: {@code 2^(-age / halfLife)}, the age counted back from the conversion.
 *
 * @param halfLife time for credit to halve, positive
 */
public record TimeDecay(Duration halfLife) implements PathModel {
    /** A week, as web analytics has it. */
    public static final Duration DEFAULT_HALF_LIFE = Duration.ofDays(7);

    public TimeDecay {
        Checks.positive(halfLife, "halfLife");
    }

    @Override
    public String name() {
        return "time-decay";
    }

    @Override
    public double[] weights(Path path) {
        // Ages from the latest touchpoint on: the shares are the same, and no path is so old that all of it counts
        // zero.
        var touchpoints = path.touchpoints();
        var latest = touchpoints.get(touchpoints.size() - 1).getOccurredAt().toEpochMilli();
        return touchpoints.stream()
                .mapToDouble(touch -> latest - touch.getOccurredAt().toEpochMilli())
                .map(age -> StrictMath.pow(2, -age / halfLife.toMillis()))
                .toArray();
    }
}
