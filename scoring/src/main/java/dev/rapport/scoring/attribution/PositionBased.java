package dev.rapport.scoring.attribution;

import dev.rapport.runtime.value.Checks;
import java.util.Arrays;

/**
 * Fixed shares to the first and the last touchpoint, the rest to those between. Of two touchpoints both get theirs in
 * proportion.
 *
 * @param first share of the first touchpoint, in percent, at least 1
 * @param last  share of the last touchpoint, in percent, at least 1; both together at most 100
 */
public record PositionBased(int first, int last) implements PathModel {
    /** 40, 20, 40: the U shape of web analytics. */
    public static final PositionBased U_SHAPED = new PositionBased(40, 40);

    private static final int WHOLE = 100;

    public PositionBased {
        Checks.between(1, WHOLE - 1, first, "first");
        Checks.between(1, WHOLE - first, last, "last");
    }

    @Override
    public String name() {
        return "position";
    }

    @Override
    public double[] weights(Path path) {
        var length = path.touchpoints().size();
        var weights = new double[length];
        if (length > 2) {
            Arrays.fill(weights, (WHOLE - first - last) / (double) (length - 2));
        }
        weights[0] = first;
        weights[length - 1] = length == 1 ? WHOLE : last;
        return weights;
    }
}
