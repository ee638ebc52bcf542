package dev.rapport.runtime.metrics;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * What every declared meter says of itself.
 *
 * @param name        dots between words, without the unit: {@code rapport.capture.events}
 * @param unit        what its number counts or measures, as a plural: {@code events}, {@code bytes}, {@code seconds}
 * @param description one sentence for those who read it at {@code /metrics}; names what tags cannot say
 * @param tags        keys, in the order in which values are given; their values are bounded sets
 */
public record Declaration(String name, String unit, String description, List<String> tags) {
    public Declaration {
        tags = List.copyOf(tags);
    }

    /** @throws IllegalArgumentException when there is not one value for every tag */
    Tags tagged(String... values) {
        if (values.length != tags.size()) {
            throw new IllegalArgumentException(name + " takes values for " + tags + ", not " + List.of(values));
        }
        var tagged = new ArrayList<Tag>();
        for (var i = 0; i < values.length; i++) {
            tagged.add(Tag.of(tags.get(i), values[i]));
        }
        return Tags.of(tagged);
    }
}
