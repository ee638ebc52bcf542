package dev.rapport.runtime.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.List;

/**
 * A meter before it is registered: a constant of the class that uses it. Nothing of ours registers a meter in another
 * way, so the reference of metrics is written from these constants and cannot leave one out.
 */
public sealed interface DeclaredMeter permits CounterMeter, GaugeMeter, SummaryMeter, TimerMeter {
    /** Name, unit, description and tags. */
    Declaration declaration();

    /** {@link Declaration#name()}. */
    default String name() {
        return declaration().name();
    }

    /** {@link Declaration#unit()}. */
    default String unit() {
        return declaration().unit();
    }

    /** {@link Declaration#description()}. */
    default String description() {
        return declaration().description();
    }

    /** {@link Declaration#tags()}. */
    default List<String> tags() {
        return declaration().tags();
    }

    /** @throws IllegalArgumentException when there is not one value for every tag */
    default Tags tagged(String... values) {
        return declaration().tagged(values);
    }
}
