package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.OffsetLedger;
import dev.rapport.inference.ledger.Position;
import dev.rapport.inference.ledger.Ticket;
import dev.rapport.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Outcomes until they are visible: all of them are part of every transaction until one is committed. One thread. */
final class Publication implements AutoCloseable {
    private static final Duration MOST_ABORTING = Duration.ofSeconds(90);

    private final OffsetLedger ledger;
    private final ReplyPublisher publisher;
    private final RecordCodec codec;
    private final StreamMeters meters;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Deadline aborting = new Deadline();
    private boolean isAborting;

    Publication(OffsetLedger ledger, ReplyPublisher publisher, StreamParts parts) {
        this.ledger = ledger;
        this.publisher = publisher;
        this.codec = parts.codec();
        this.meters = parts.meters();
    }

    /** Takes an outcome, unless its partition has gone meanwhile. */
    void add(Outcome outcome) {
        if (ledger.finish(outcome.ticket())) {
            outcomes.add(outcome);
        }
    }

    boolean isEmpty() {
        return outcomes.isEmpty();
    }

    /**
     * One transaction of all outcomes and of everything that changed in the ledger; none when nothing did.
     *
     * @return what is published now; empty when the transaction was aborted: everything stays as it is, to be tried again
     *     without what a rebalance takes away meanwhile
     * @throws RuntimeException when only a restart can help
     */
    Optional<List<Ticket>> commit(ConsumerGroupMetadata group) {
        var changes = ledger.changes();
        if (changes.isEmpty()) {
            return Optional.of(List.of());
        }
        var finished = outcomes.stream().map(codec::write).toList();
        if (!publish(finished, changes, group)) {
            aborted();
            return Optional.empty();
        }
        isAborting = false;
        ledger.committed();
        meters.committed(finished, System.nanoTime());
        var published = outcomes.stream().map(Outcome::ticket).toList();
        outcomes.clear();
        return Optional.of(published);
    }

    /** Forgets outcomes of partitions that have gone, and says how many. */
    int drop(Set<Integer> partitions) {
        var before = outcomes.size();
        outcomes.removeIf(outcome -> partitions.contains(outcome.ticket().partition()));
        return before - outcomes.size();
    }

    @Override
    public void close() {
        publisher.close();
    }

    private boolean publish(List<Finished> finished, Map<Integer, Position> changes, ConsumerGroupMetadata group) {
        var offsets = changes.entrySet().stream()
                .collect(Collectors.toMap(
                        change -> new TopicPartition(Topics.PROMPTS.name(), change.getKey()),
                        change -> new OffsetAndMetadata(
                                change.getValue().offset(), change.getValue().metadata())));
        try {
            return publisher.publish(finished.stream().map(Finished::output).toList(), offsets, group);
        } catch (ProducerFencedException e) {
            meters.fenced();
            throw e;
        }
    }

    private void aborted() {
        meters.aborted();
        if (!isAborting) {
            isAborting = true;
            aborting.set(MOST_ABORTING);
        } else if (aborting.isOver()) {
            throw new IllegalStateException("transactions were aborted for " + MOST_ABORTING.toSeconds() + " s");
        }
    }
}
