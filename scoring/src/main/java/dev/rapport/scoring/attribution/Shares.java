package dev.rapport.scoring.attribution;

import dev.rapport.schemas.Credit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Shares in millionths that sum exactly: every part is rounded down, and the largest remainders get what is left. */
final class Shares {
    private static final long WHOLE = 1_000_000;

    private Shares() {}

    /** Of parts with the same remainder the later one is rounded up, so that the result is a function of the weights. */
    static long[] of(double... weights) {
        var total = DoubleStream.of(weights).sum();
        var exact =
                DoubleStream.of(weights).map(weight -> weight / total * WHOLE).toArray();
        var shares = DoubleStream.of(exact).mapToLong(share -> (long) share).toArray();
        var left = WHOLE
                - IntStream.range(0, shares.length)
                        .mapToLong(part -> shares[part])
                        .sum();
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(part -> exact[part] - shares[part])
                        .thenComparingInt(part -> part)
                        .reversed())
                .limit(left)
                .forEach(part -> shares[part]++);
        return shares;
    }

    static List<Credit> credits(String model, Path path, double... weights) {
        var shares = of(weights);
        var credits = new ArrayList<Credit>();
        for (var i = 0; i < shares.length; i++) {
            var touch = path.touchpoints().get(i);
            if (shares[i] > 0) {
                credits.add(new Credit(
                        touch.getPromptId(),
                        touch.getSource(),
                        touch.getCampaignId(),
                        touch.getArm(),
                        model,
                        shares[i]));
            }
        }
        return credits;
    }
}
