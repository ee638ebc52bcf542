package dev.rapport.runtime.deadletter;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where a letter is: its name for ever, as records do not move. */
public record LetterId(String topic, int partition, long offset) implements Comparable<LetterId> {
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9._-]{1,249})-(\\d{1,9})-(\\d{1,18})");

    /** Reads what {@link #toString} writes; empty when it is something else. */
    public static Optional<LetterId> parse(String text) {
        var matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new LetterId(
                        matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    @Override
    public int compareTo(LetterId other) {
        var byTopic = topic.compareTo(other.topic);
        var byPartition = byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
        return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
