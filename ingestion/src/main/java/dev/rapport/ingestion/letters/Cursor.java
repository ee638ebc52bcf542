package dev.rapport.ingestion.letters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a long look through the topics goes on: what is left of every partition. Letters that come later are not in it, so
 * that it ends.
 */
public record Cursor(List<Part> parts) {
    private static final int MAX_PARTS = 1_000;

    /** What is left of one partition. */
    public record Part(String topic, int partition, Range range) {
        public Part {
            if (partition < 0) {
                throw new IllegalArgumentException("a partition must be at least 0");
            }
        }
    }

    public Cursor {
        parts = List.copyOf(parts);
    }

    /** Without other topics: the text of a cursor comes back from callers, who could write any name into it. */
    public Cursor only(Predicate<String> topics) {
        return new Cursor(
                parts.stream().filter(part -> topics.test(part.topic())).toList());
    }

    public boolean isAtEnd() {
        return parts.stream().allMatch(part -> part.range().isEmpty());
    }

    /** For {@link #parse}; safe in a URL. */
    public String text() {
        var text = new StringBuilder();
        for (var part : parts) {
            if (!part.range().isEmpty()) {
                text.append(part.topic())
                        .append(':')
                        .append(part.partition())
                        .append(':')
                        .append(part.range().from())
                        .append(':')
                        .append(part.range().to())
                        .append(',');
            }
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Empty when the text is not one that {@link #text} wrote. */
    public static Optional<Cursor> parse(String text) {
        try {
            var parts = new ArrayList<Part>();
            var decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            for (var part : decoded.split(",", MAX_PARTS)) {
                if (!part.isEmpty()) {
                    var fields = part.split(":", 4);
                    parts.add(new Part(
                            fields[0],
                            Integer.parseInt(fields[1]),
                            new Range(Long.parseLong(fields[2]), Long.parseLong(fields[3]))));
                }
            }
            return Optional.of(new Cursor(parts));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOurs) {
            return Optional.empty();
        }
    }
}
