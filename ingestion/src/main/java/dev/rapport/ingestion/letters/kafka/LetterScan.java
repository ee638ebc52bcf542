package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.letters.Cursor;
import dev.rapport.ingestion.letters.Range;
import dev.rapport.runtime.deadletter.DeadLetter;
import dev.rapport.runtime.deadletter.kafka.LetterReader;
import dev.rapport.runtime.wait.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks through the letters of all topics as one list by time, a chunk of a partition at a time. Work and memory of a call are
 * bounded: it ends early, with a cursor to go on from.
 */
final class LetterScan {
    /** Letters of a partition that are read together. */
    private static final int CHUNK = 500;
    /** Bytes of a partition that are held where the bytes are wanted. */
    private static final long CHUNK_BYTES = 4L * 1024 * 1024;

    private static final int MAX_EXAMINED = 50_000;
    private static final Duration MAX_TIME = Duration.ofSeconds(5);

    enum Order {
        /** Without their bytes. */
        NEWEST_FIRST,
        /** With their bytes: so they are sent again. */
        OLDEST_FIRST
    }

    /**
     * Some letters.
     *
     * @param rest     what is left to look at
     * @param examined letters that were looked at
     */
    record Page(List<DeadLetter> letters, Cursor rest, int examined) {}

    private final LetterTopics topics;
    private final LetterReader reader;
    private final Predicate<DeadLetter> wanted;
    private final Order order;
    private final Deadline deadline = Deadline.in(MAX_TIME);
    private int examined;

    LetterScan(LetterTopics topics, LetterReader reader, Predicate<DeadLetter> wanted, Order order) {
        this.topics = topics;
        this.reader = reader;
        this.wanted = wanted;
        this.order = order;
    }

    /** The next letters. */
    Page page(Cursor from, int limit) {
        var lanes = from.parts().stream().map(Lane::new).toList();
        var found = new ArrayList<DeadLetter>();
        var byTime = Comparator.comparing((Lane lane) -> lane.head().at());
        var first = order == Order.NEWEST_FIRST ? byTime.reversed() : byTime;
        while (found.size() < limit && lanes.stream().allMatch(this::isFilled)) {
            var next = lanes.stream().filter(lane -> !lane.buffer.isEmpty()).min(first);
            if (next.isEmpty()) {
                break;
            }
            found.add(next.get().buffer.remove());
        }
        return new Page(found, new Cursor(lanes.stream().map(Lane::rest).toList()), examined);
    }

    /** Whether the next letter of a lane is known, or that there is none. */
    private boolean isFilled(Lane lane) {
        while (lane.buffer.isEmpty() && !lane.range.isEmpty()) {
            if (examined >= MAX_EXAMINED || (examined > 0 && deadline.isOver())) {
                return false;
            }
            lane.fill();
        }
        return true;
    }

    /** One partition. */
    private final class Lane {
        private final TopicPartition partition;
        private final Deque<DeadLetter> buffer = new ArrayDeque<>();
        private Range range;

        Lane(Cursor.Part part) {
            this.partition = new TopicPartition(part.topic(), part.partition());
            this.range = part.range();
        }

        DeadLetter head() {
            return buffer.element();
        }

        void fill() {
            var isForward = order == Order.OLDEST_FIRST;
            var wish = isForward
                    ? new Range(range.from(), Math.min(range.to(), range.from() + CHUNK))
                    : new Range(Math.max(range.from(), range.to() - CHUNK), range.to());
            var letters = new ArrayList<DeadLetter>();
            var next = topics.read(partition, wish, isForward ? CHUNK_BYTES : Long.MAX_VALUE, record -> {
                examined++;
                var letter = reader.read(record);
                if (wanted.test(letter)) {
                    letters.add(isForward ? letter : letter.withoutBytes());
                }
            });
            if (isForward) {
                range = new Range(next, range.to());
            } else {
                range = new Range(range.from(), wish.from());
                Collections.reverse(letters);
            }
            buffer.addAll(letters);
        }

        Cursor.Part rest() {
            var left = buffer.isEmpty()
                    ? range
                    : order == Order.OLDEST_FIRST
                            ? new Range(head().id().offset(), range.to())
                            : new Range(range.from(), head().id().offset() + 1);
            return new Cursor.Part(partition.topic(), partition.partition(), left);
        }
    }
}
