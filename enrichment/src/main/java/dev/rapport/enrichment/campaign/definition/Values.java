package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Share;
import dev.rapport.runtime.config.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values as authors write them; each refuses what it cannot read with the rule as message. */
final class Values {
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?)\\s*%");

    private Values() {}

    static Function<String, String> matching(String pattern, String rule) {
        return text -> {
            if (!text.matches(pattern)) {
                throw new IllegalArgumentException("must be " + rule + ", not '" + text + "'");
            }
            return text;
        };
    }

    static Function<String, Integer> whole(int least, int most) {
        return text -> {
            var value = Integer.parseInt(text);
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "must be " + (most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most));
            }
            return value;
        };
    }

    static Function<String, Double> between(double low, double high) {
        return text -> {
            var value = Double.parseDouble(text);
            if (!(value >= low && value <= high)) {
                var range = low == Double.MIN_VALUE ? "more than 0 and at most " + high : low + " to " + high;
                throw new IllegalArgumentException("must be " + range);
            }
            return value;
        };
    }

    /** What the inference worker takes: smaller ones leave the range of floats before they change the texts. */
    static double temperature(String text) {
        var value = Double.parseDouble(text);
        if (!(value == 0 || (value >= 0.01 && value <= 100))) {
            throw new IllegalArgumentException("must be 0, which is greedy, or 0.01 to 100");
        }
        return value;
    }

    /** A constant by its name in lower case, words joined by a hyphen. */
    static <E extends Enum<E>> Function<String, E> oneOf(Set<E> constants) {
        return text -> constants.stream()
                .filter(constant -> key(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + constants.stream().map(Values::key).collect(Collectors.joining(", "))
                        + ", not '" + text + "'"));
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false, not '" + text + "'");
        }
        return text.equals("true");
    }

    static Share share(String text) {
        var percent = PERCENT.matcher(text.strip());
        if (!percent.matches()) {
            throw new IllegalArgumentException("must be a percentage such as 10% or 33.34%, not '" + text + "'");
        }
        return new Share(new BigDecimal(percent.group(1)).movePointRight(2).intValueExact());
    }

    static Duration duration(String text) {
        var duration = Durations.parse(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("must be longer than zero");
        }
        return duration;
    }

    static String percent(int buckets) {
        return BigDecimal.valueOf(buckets, 2).stripTrailingZeros().toPlainString() + "%";
    }
}
