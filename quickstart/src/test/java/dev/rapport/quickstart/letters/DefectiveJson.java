package dev.rapport.quickstart.letters;

import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.state.Property;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A planted bug: events that say so cannot be read, or fail once their customer's state has been looked at, until it is
 * mended.
 */
final class DefectiveJson implements Json {
    static final String READING = "fails-at-reading";
    static final String WRITING = "fails-at-writing";

    private final Json json = new JacksonJson();
    private volatile boolean broken;

    DefectiveJson(boolean broken) {
        this.broken = broken;
    }

    void mend() {
        broken = false;
    }

    @Override
    public Map<String, @Nullable Object> read(byte[] utf8) {
        if (broken && new String(utf8, StandardCharsets.UTF_8).contains(READING)) {
            throw new IllegalStateException("planted: cannot be read");
        }
        return json.read(utf8);
    }

    @Override
    public Map<String, @Nullable Object> readLeniently(byte[] utf8) {
        return json.readLeniently(utf8);
    }

    @Override
    public @Nullable Object readLeniently(String text) {
        return json.readLeniently(text);
    }

    @Override
    public String write(Object value) {
        return json.write(value);
    }

    @Override
    public String object(List<Property> properties) {
        var text = json.object(properties);
        if (broken && text.contains(WRITING)) {
            throw new IllegalStateException("planted: cannot be written");
        }
        return text;
    }
}
