package dev.rapport.tuning.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often each of some items comes in an epoch, by weight: systematic sampling (Madow 1949). An epoch has as many items
 * as there are; one of twice the mean weight comes twice, one of half of it every second time. Equal weights give every
 * item once.
 */
final class Frequencies {
    /** Steps of the golden ratio spread evenly however many there are. */
    private static final double STEP = (Math.sqrt(5) - 1) / 2;

    private final double[] shares;
    /** Where each item ends when all lie side by side, each as long as its share of the number of items. */
    private final double[] ends;

    /** @param weights positive */
    Frequencies(double[] weights) {
        var total = Arrays.stream(weights).sum();
        shares = new double[weights.length];
        ends = new double[weights.length];
        var sum = 0.0;
        for (var i = 0; i < weights.length; i++) {
            shares[i] = weights[i] / total;
            sum += weights[i];
            ends[i] = sum / total * weights.length;
        }
    }

    /** The items of an epoch, those that come more than once side by side; as many as there are. */
    <T> List<T> of(List<T> items, long epoch) {
        var at = (epoch + 1) * STEP % 1;
        var chosen = new ArrayList<T>(items.size());
        for (var i = 0; i < items.size(); i++) {
            var isLast = i == items.size() - 1;
            while (chosen.size() < items.size() && (isLast || at < ends[i])) {
                chosen.add(items.get(i));
                at++;
            }
        }
        return chosen;
    }

    /** Mean of the items' values over many epochs. */
    double mean(double[] values) {
        var mean = 0.0;
        for (var i = 0; i < values.length; i++) {
            mean += shares[i] * values[i];
        }
        return mean;
    }
}
