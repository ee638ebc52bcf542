package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.OffsetLedger;
import dev.rapport.inference.ledger.Position;
import dev.rapport.inference.ledger.Ticket;
import dev.rapport.inference.stream.RecordCodec.OutboundRecord;
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

/** Outcomes until they are visible: each is part of every transaction until one is committed. One thread. */
final class Publication implements AutoCloseable {
    private static final Duration MAX_ABORTING = Duration.ofSeconds(90);

    private final OffsetLedger ledger;
    private final ReplyPublisher publisher;
    private final RecordCodec codec;
    private final StreamMeters meters;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Deadline aborting = new Deadline();
    private boolean isAborting;

    Publication(OffsetLedger ledger, ReplyPublisher publisher, PromptStream.Parts parts) {
        this.ledger = ledger;
        this.publisher = publisher;
        this.codec = parts.codec();
        this.meters = parts.meters();
    }

    /** Adds an outcome, unless its partition was removed meanwhile. */
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
        var records = outcomes.stream().map(codec::write).toList();
        if (!publish(records, changes, group)) {
            aborted();
            return Optional.empty();
        }
        isAborting = false;
        ledger.committed();
        meters.committed(records.stream().map(OutboundRecord::outcome).toList(), System.nanoTime());
        var published = outcomes.stream().map(Outcome::ticket).toList();
        outcomes.clear();
        return Optional.of(published);
    }

    /**
     * Drops outcomes of partitions that were removed.
     *
     * @return how many
     */
    int drop(Set<Integer> partitions) {
        var before = outcomes.size();
        outcomes.removeIf(outcome -> partitions.contains(outcome.ticket().partition()));
        return before - outcomes.size();
    }

    @Override
    public void close() {
        publisher.close();
    }

    private boolean publish(List<OutboundRecord> records, Map<Integer, Position> changes, ConsumerGroupMetadata group) {
        var offsets = changes.entrySet().stream()
                .collect(Collectors.toMap(
                        change -> new TopicPartition(Topics.PROMPTS.name(), change.getKey()),
                        change -> new OffsetAndMetadata(
                                change.getValue().offset(), change.getValue().metadata())));
        try {
            return publisher.publish(
                    records.stream().map(OutboundRecord::record).toList(), offsets, group);
        } catch (ProducerFencedException e) {
            meters.fenced();
            throw e;
        }
    }

    private void aborted() {
        meters.aborted();
        if (!isAborting) {
            isAborting = true;
            aborting.set(MAX_ABORTING);
        } else if (aborting.isOver()) {
            throw new IllegalStateException("transactions were aborted for " + MAX_ABORTING.toSeconds() + " s");
        }
    }
}
