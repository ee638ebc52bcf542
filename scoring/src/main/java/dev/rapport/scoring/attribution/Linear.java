package dev.rapport.scoring.attribution;

import java.util.Arrays;

/** The same credit to every touchpoint. */
public record Linear() implements PathModel {
    @Override
    public String name() {
        return "linear";
    }

    @Override
    public double[] weights(Path path) {
        var weights = new double[path.touchpoints().size()];
        Arrays.fill(weights, 1);
        return weights;
    }
}
