package dev.rapport.tuning.training;

/**
 * Linear warm-up, then half a cosine.
 *
 * @param peak   highest rate
 * @param warmUp steps until the peak
 * @param floor  share of the peak left at the end, 0 to 1
 */
public record LearningRate(double peak, int warmUp, double floor) {
    /**
     * @param step     from 0
     * @param progress how much of the training is done, 0 to 1
     */
    double at(int step, double progress) {
        var ramp = Math.min(1.0, (step + 1.0) / warmUp);
        return peak * ramp * (floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress))));
    }
}
