package dev.rapport.scoring.topology;

import dev.rapport.schemas.Metric;

/** What totals of metrics follow from. It never leaves the JVM. */
sealed interface TotalsInput {
    /** A change of a row. */
    record Changed(Metric change) implements TotalsInput {}

    /** Time has come so far, in milliseconds since the epoch. */
    record Passed(long time) implements TotalsInput {}
}
