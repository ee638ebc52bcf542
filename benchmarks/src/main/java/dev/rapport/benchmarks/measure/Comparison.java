package dev.rapport.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A thing and its baseline, to be measured in turn so that whatever else the machine does meets both.
 *
 * @param name of the case
 * @param unit of both figures
 * @param subject what is of interest
 * @param baselineName what the baseline is
 * @param baseline what it is compared with
 */
public record Comparison(String name, String unit, Work subject, String baselineName, Work baseline) {
    private static final int ROUNDS = 5;

    /** Time of one turn when the whole comparison may take {@code time}; the round that warms up counts too. */
    public static Duration turn(Duration time) {
        return time.dividedBy(2 * (ROUNDS + 1));
    }

    /**
     * A round that is thrown away, then rounds whose medians are the result; who goes first changes every round.
     *
     * @param time of all turns together, positive; what the works need to start comes on top
     */
    public CaseResult measure(Duration time) throws InterruptedException {
        return measure(time, ROUNDS);
    }

    /**
     * The same with another number of rounds, for works of which one unit takes long.
     *
     * @param rounds at least 1; the one that warms up comes on top
     */
    public CaseResult measure(Duration time, int rounds) throws InterruptedException {
        var turn = time.dividedBy(2 * (rounds + 1L));
        List<Double> values = new ArrayList<>();
        List<Double> baselines = new ArrayList<>();
        for (var round = 0; round <= rounds; round++) {
            var subjectFirst = round % 2 == 0;
            if (subjectFirst) {
                values.add(subject.unitsPerSecond(turn));
            }
            baselines.add(baseline.unitsPerSecond(turn));
            if (!subjectFirst) {
                values.add(subject.unitsPerSecond(turn));
            }
        }
        return new CaseResult(name, medianOfWarm(values), unit, medianOfWarm(baselines), baselineName);
    }

    private static double medianOfWarm(List<Double> rates) {
        return Median.of(rates.subList(1, rates.size()));
    }
}
