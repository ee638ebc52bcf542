package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.OffsetLedger;
import dev.rapport.inference.ledger.Position;
import dev.rapport.inference.ledger.Ticket;
import dev.rapport.inference.stream.RecordCodec.OutboundRecord;
import dev.rapport.runtime.wait.Deadline;
import dev.rapport.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Prompts from when they are taken in until their outcome is visible, of which there are only so many at a time. An outcome
 * is part of every transaction until one is committed. One thread.
 */
final class Publication implements AutoCloseable {
    private static final Duration MAX_ABORTING = Duration.ofSeconds(90);

    private final OffsetLedger ledger;
    private final ReplyPublisher publisher;
    private final RecordCodec codec;
    private final StreamMeters meters;
    private final int maxInFlight;
    private final long maxBytes;
    /** Bytes of what is taken in and not yet visible. */
    private final Map<Ticket, Long> inFlight = new HashMap<>();

    private long bytesInFlight;

    private final List<Outcome> outcomes = new ArrayList<>();
    private final Deadline aborting = new Deadline();
    private boolean isAborting;

    Publication(OffsetLedger ledger, ReplyPublisher publisher, PromptStream.Parts parts, StreamConfig config) {
        this.ledger = ledger;
        this.maxInFlight = config.maxInFlight();
        this.maxBytes = config.maxBytes().bytes();
        this.publisher = publisher;
        this.codec = parts.codec();
        this.meters = parts.meters();
    }

    /** Whether one more prompt may be taken in, whatever its size. */
    boolean hasRoom() {
        return inFlight.size() < maxInFlight && bytesInFlight < maxBytes;
    }

    /** Prompts that are taken in and not yet visible. */
    int inFlight() {
        return inFlight.size();
    }

    /** A prompt is taken in. */
    void expect(Ticket ticket, ConsumerRecord<byte[], byte[]> record) {
        var size = (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        inFlight.put(ticket, size);
        bytesInFlight += size;
    }

    /** Adds an outcome, unless its partition was removed meanwhile. */
    void add(Outcome outcome) {
        if (ledger.finish(outcome.ticket())) {
            outcomes.add(outcome);
        }
    }

    /** Whether no outcome waits for a transaction. */
    boolean isEmpty() {
        return outcomes.isEmpty();
    }

    /**
     * One transaction of all outcomes and of everything that changed in the ledger; none when nothing did.
     *
     * @return false when the transaction was aborted: everything stays as it is, to be tried again without what a rebalance
     *     takes away meanwhile
     * @throws RuntimeException when only a restart can help
     */
    boolean commit(ConsumerGroupMetadata group) {
        var changes = ledger.changes();
        if (changes.isEmpty()) {
            return true;
        }
        var records = outcomes.stream().map(codec::write).toList();
        if (!publish(records, changes, group)) {
            aborted();
            return false;
        }
        isAborting = false;
        ledger.committed();
        meters.committed(records.stream().map(OutboundRecord::outcome).toList(), System.nanoTime());
        outcomes.forEach(outcome -> forget(outcome.ticket()));
        outcomes.clear();
        return true;
    }

    /**
     * Drops prompts and outcomes of partitions that were removed.
     *
     * @return how many outcomes
     */
    int drop(Set<Integer> partitions) {
        inFlight.keySet().stream()
                .filter(ticket -> partitions.contains(ticket.partition()))
                .toList()
                .forEach(this::forget);
        var before = outcomes.size();
        outcomes.removeIf(outcome -> partitions.contains(outcome.ticket().partition()));
        return before - outcomes.size();
    }

    @Override
    public void close() {
        publisher.close();
    }

    private void forget(Ticket ticket) {
        var size = inFlight.remove(ticket);
        if (size != null) {
            bytesInFlight -= size;
        }
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
