package dev.rapport.runtime.metrics;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * A meter before it is registered: a constant of the class that uses it. Nothing of ours registers a meter in another
 * way, so the reference of metrics is written from these constants and cannot leave one out.
 */
public sealed interface DeclaredMeter permits CounterMeter, GaugeMeter, SummaryMeter, TimerMeter {
    /** Dots between words, without the unit: {@code rapport.capture.events}. */
    String name();

    /** What its number counts or measures, as a plural: {@code events}, {@code bytes}, {@code seconds}. */
    String unit();

    /** One sentence for those who read it at {@code /metrics}; names what tags cannot say. */
    String description();

    /** Keys of its tags, in the order in which values are given; their values are bounded sets. */
    List<String> tags();

    /** @throws IllegalArgumentException when there is not one value for every tag */
    default Tags tagged(String... values) {
        if (values.length != tags().size()) {
            throw new IllegalArgumentException(name() + " takes values for " + tags() + ", not " + List.of(values));
        }
        var tagged = new ArrayList<Tag>();
        for (var i = 0; i < values.length; i++) {
            tagged.add(Tag.of(tags().get(i), values[i]));
        }
        return Tags.of(tagged);
    }
}
