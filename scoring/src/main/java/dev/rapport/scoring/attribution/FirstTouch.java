package dev.rapport.scoring.attribution;

/** The whole credit to the first touchpoint. */
public record FirstTouch() implements PathModel {
    @Override
    public String name() {
        return "first";
    }

    @Override
    public double[] weights(Path path) {
        var weights = new double[path.touchpoints().size()];
        weights[0] = 1;
        return weights;
    }
}
