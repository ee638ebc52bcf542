package dev.rapport.factory.corpus;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The prompt format of the bundled model: one {@code field: value} line for each known field, then {@code reply:} and
 * nothing after it. Described in docs/prompt-format.md.
 */
public final class PromptText {
    /** Last line of every prompt; the reply begins right behind it. */
    public static final String REPLY = "reply:";

    private final Map<String, String> fields = new LinkedHashMap<>();

    private PromptText() {}

    /** @param task what to write, such as {@code recommend} */
    public static PromptText of(String task) {
        return new PromptText().with("task", task);
    }

    /** Adds a line; an empty value adds none. Lines keep the order in which they were added. */
    public PromptText with(String field, String value) {
        if (!value.isEmpty()) {
            fields.put(field, value);
        }
        return this;
    }

    /** Adds a line for each of these fields that has a value, in this order. */
    PromptText with(Map<String, String> values, String... names) {
        for (var field : names) {
            with(field, values.getOrDefault(field, ""));
        }
        return this;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        fields.forEach(
                (field, value) -> text.append(field).append(": ").append(value).append('\n'));
        return text.append(REPLY).toString();
    }
}
