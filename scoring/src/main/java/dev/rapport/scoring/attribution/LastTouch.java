package dev.rapport.scoring.attribution;

/** The whole credit to the last touchpoint. */
public record LastTouch() implements PathModel {
    @Override
    public String name() {
        return "last";
    }

    @Override
    public double[] weights(Path path) {
        var weights = new double[path.touchpoints().size()];
        weights[weights.length - 1] = 1;
        return weights;
    }
}
