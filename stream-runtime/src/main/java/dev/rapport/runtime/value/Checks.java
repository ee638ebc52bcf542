package dev.rapport.runtime.value;

import java.time.Duration;

/** Checks of settings; every message names the key, the value and the rule. */
public final class Checks {
    private Checks() {}

    /** Requires {@code value >= least}. */
    public static void atLeast(long least, long value, String key) {
        require(value >= least, key, value, "must be at least " + least);
    }

    /** Requires {@code low <= value <= high}. */
    public static void between(long low, long high, long value, String key) {
        require(value >= low && value <= high, key, value, "must be between " + low + " and " + high);
    }

    /** Requires {@code low <= value <= high}; not a number is refused. */
    public static void between(double low, double high, double value, String key) {
        require(value >= low && value <= high, key, value, "must be between " + low + " and " + high);
    }

    /** Requires a duration above zero. */
    public static void positive(Duration value, String key) {
        require(!value.isNegative() && !value.isZero(), key, value, "must be longer than zero");
    }

    /** Requires a duration below a limit. */
    public static void shorterThan(Duration limit, Duration value, String key) {
        require(value.compareTo(limit) < 0, key, value, "must be shorter than " + limit);
    }

    /** Requires a text with at least one character that is not blank. */
    public static void notBlank(String value, String key) {
        require(!value.isBlank(), key, "'" + value + "'", "must not be empty");
    }

    private static void require(boolean holds, String key, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(key + "=" + value + ": " + rule);
        }
    }
}
