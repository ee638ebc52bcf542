package dev.rapport.inference.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random lives of workers against a model that remembers everything. */
final class OffsetLedgerPropertyTest {
    private static final int PARTITIONS = 3;
    private static final int MOVES = 600;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void publishesEveryOffsetOnceWhateverHappens(long seed) {
        // Given
        var world = new World(new Random(seed));
        // When
        for (var move = 0; move < MOVES; move++) {
            world.move();
        }
        world.finishEverything();
        // Then
        world.partitions.forEach(partition -> assertThat(partition.visible)
                .as("partition %d", partition.number)
                .containsOnlyKeys(partition.offsets)
                .allSatisfy((offset, times) -> assertThat(times).isEqualTo(1)));
    }

    /** Kafka and one worker at a time, and what a careful observer knows about them. */
    private static final class World {
        private final Random random;
        private final List<Partition> partitions;
        private final List<Ticket> outcomes = new ArrayList<>();
        private final List<Ticket> voided = new ArrayList<>();
        private OffsetLedger ledger = new OffsetLedger();

        World(Random random) {
            this.random = random;
            partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(number -> new Partition(number, random))
                    .toList();
            partitions.forEach(this::open);
        }

        void move() {
            var partition = partitions.get(random.nextInt(PARTITIONS));
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> deliver(partition);
                case 3, 4 -> start(partition);
                case 5, 6, 7 -> finish(partition);
                case 8 -> commit();
                case 9 -> finishVoided();
                case 10 -> {
                    if (random.nextInt(4) == 0) {
                        reassign(partition);
                    }
                }
                default -> {
                    if (random.nextInt(20) == 0) {
                        crash();
                    }
                }
            }
        }

        void finishEverything() {
            for (var partition : partitions) {
                while (partition.hasNext() || !partition.open.isEmpty()) {
                    deliver(partition);
                    start(partition);
                    finish(partition);
                }
            }
            commit();
            assertThat(ledger.changes()).isEmpty();
        }

        private void deliver(Partition partition) {
            if (!partition.hasNext() || !ledger.accepts(partition.number, partition.peek())) {
                return;
            }
            var offset = partition.next();
            var ticket = ledger.deliver(partition.number, offset);
            assertThat(ticket.isEmpty()).as("skips %d", offset).isEqualTo(partition.visible.containsKey(offset));
            ticket.ifPresent(held -> {
                assertThat(ledger.attempts(held)).isEqualTo(partition.attempts(offset));
                partition.open.put(offset, held);
            });
        }

        private void start(Partition partition) {
            partition.any(random).ifPresent(ticket -> {
                ledger.countAttempt(ticket);
                partition.attemptsNow.merge(ticket.offset(), 1, (one, other) -> Math.min(3, one + other));
            });
        }

        private void finish(Partition partition) {
            partition.any(random).ifPresent(ticket -> {
                assertThat(ledger.finish(ticket)).isTrue();
                assertThat(ledger.finish(ticket)).as("finished twice").isFalse();
                partition.open.remove(ticket.offset());
                partition.attemptsNow.remove(ticket.offset());
                outcomes.add(ticket);
            });
        }

        private void finishVoided() {
            voided.forEach(ticket -> assertThat(ledger.finish(ticket)).isFalse());
        }

        /** Half of the transactions are aborted, and a later one has to hold everything of theirs. */
        private void commit() {
            if (random.nextBoolean() && partitions.stream().anyMatch(Partition::hasNext)) {
                ledger.changes();
                return;
            }
            becomeVisible();
            ledger.committed();
        }

        private void becomeVisible() {
            var changes = ledger.changes();
            outcomes.forEach(ticket -> {
                assertThat(changes).as("fences").containsKey(ticket.partition());
                partitions.get(ticket.partition()).visible.merge(ticket.offset(), 1, Integer::sum);
            });
            outcomes.clear();
            changes.forEach((number, position) -> partitions.get(number).commit(position));
        }

        /** The worker ends; its last transaction may have been committed without its knowing. */
        private void crash() {
            if (random.nextBoolean()) {
                becomeVisible();
            }
            ledger = new OffsetLedger();
            partitions.forEach(this::lose);
            voided.clear();
            partitions.forEach(this::open);
        }

        /** One partition goes and comes back, in good order or not. */
        private void reassign(Partition partition) {
            if (random.nextBoolean()) {
                List.copyOf(partition.open.values()).forEach(ticket -> {
                    ledger.takeBackAttempt(ticket);
                    partition.attemptsNow.computeIfPresent(
                            ticket.offset(), (offset, count) -> count == 1 ? null : count - 1);
                });
                becomeVisible();
                ledger.committed();
            }
            ledger.drop(partition.number);
            lose(partition);
            open(partition);
        }

        private void lose(Partition partition) {
            voided.addAll(partition.open.values());
            outcomes.removeIf(ticket -> ticket.partition() == partition.number);
            partition.lose();
        }

        private void open(Partition partition) {
            partition.committed.ifPresentOrElse(
                    position -> ledger.open(partition.number, position), () -> ledger.open(partition.number));
        }
    }

    private static final class Partition {
        private final int number;
        private final List<Long> offsets = new ArrayList<>();
        private final Map<Long, Integer> visible = new HashMap<>();
        private final TreeMap<Long, Ticket> open = new TreeMap<>();
        private final Map<Long, Integer> attemptsNow = new HashMap<>();
        private Map<Long, Integer> attemptsCommitted = Map.of();
        private Optional<Position> committed = Optional.empty();
        private int next;

        /** Offsets have gaps, as transactions leave marks; one is wider than a window. */
        Partition(int number, Random random) {
            this.number = number;
            var offset = (long) random.nextInt(3);
            for (var record = 0; record < 150; record++) {
                offsets.add(offset);
                offset += random.nextInt(5) == 0 ? 1 + random.nextInt(4) : 1;
                offset += random.nextInt(300) == 0 ? 9_000 : 0;
            }
        }

        boolean hasNext() {
            return next < offsets.size();
        }

        long peek() {
            return offsets.get(next);
        }

        long next() {
            return offsets.get(next++);
        }

        int attempts(long offset) {
            return attemptsNow.getOrDefault(offset, 0);
        }

        Optional<Ticket> any(Random random) {
            var tickets = List.copyOf(open.values());
            return tickets.isEmpty() ? Optional.empty() : Optional.of(tickets.get(random.nextInt(tickets.size())));
        }

        void commit(Position position) {
            assertThat(position.metadata().length()).isLessThanOrEqualTo(4_096);
            var low = position.offset();
            assertThat(offsets).filteredOn(offset -> offset < low).allMatch(visible::containsKey, "visible");
            assertThat(committed.map(Position::offset).orElse(0L)).isLessThanOrEqualTo(low);
            open.keySet().stream()
                    .findFirst()
                    .ifPresent(first -> assertThat(low).as("lowest unfinished").isEqualTo(first));
            committed = Optional.of(position);
            attemptsCommitted = Map.copyOf(attemptsNow);
        }

        /** The next owner knows what was committed, and starts there. */
        void lose() {
            open.clear();
            attemptsNow.clear();
            attemptsNow.putAll(attemptsCommitted);
            var from = committed.map(Position::offset).orElse(0L);
            next = (int) offsets.stream().filter(offset -> offset < from).count();
        }
    }
}
