package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.OffsetLedger;
import dev.rapport.inference.ledger.Position;
import dev.rapport.inference.model.ModelAwayException;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.stream.Outcome.Answered;
import dev.rapport.inference.stream.Outcome.PutAside;
import dev.rapport.inference.stream.Outcome.Stage;
import dev.rapport.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a prompt: taken in, counted as started in a transaction, given to the model, published in a transaction, in
 * any order among its neighbours. One thread does all of it but the writing.
 */
final class StreamLoop implements PromptInbox.Handover, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLoop.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration AFTER_ABORT = Duration.ofMillis(250);
    private static final Duration MOST_ABORTING = Duration.ofSeconds(90);

    private final StreamConfig config;
    private final RecordCodec codec;
    private final RunningPrompts running;
    private final ModelProof proof;
    private final StreamMeters meters;
    private final OffsetLedger ledger = new OffsetLedger();
    private final InFlight inFlight;
    private final StartQueue queue;
    private final ReplyPublisher publisher;
    private final PromptInbox inbox;
    /** To be given to the model once the transaction that counts the start is committed. */
    private final List<Asked> starting = new ArrayList<>();
    /** All of them are part of every transaction until one is committed. */
    private final List<Outcome> outcomes = new ArrayList<>();

    private final Deadline flush = new Deadline();
    private final Deadline aborting = new Deadline();
    private boolean isAborting;
    private boolean isStopping;
    private boolean isClosing;

    /** Joins the group; nothing is taken in yet. */
    StreamLoop(StreamConfig config, StreamClients clients, StreamParts parts) {
        this.config = config;
        codec = parts.codec();
        running = new RunningPrompts(parts.composer());
        proof = new ModelProof(parts.composer());
        meters = parts.meters();
        inFlight = new InFlight(config.maxInFlight(), config.maxBytes().bytes());
        queue = new StartQueue(config.maxInFlight());
        publisher = new ReplyPublisher(clients.producer().get());
        inbox = new PromptInbox(
                clients.consumer().get(), new CommittedOffsets(clients.admin().get()), ledger, this);
    }

    boolean isMember() {
        return inbox.isMember();
    }

    /**
     * Takes in, collects and publishes what there is; blocks for some tens of milliseconds, or for a transaction.
     *
     * @throws RuntimeException when only a restart can help
     */
    void turn() {
        inbox.poll(isIdle() && !inbox.isOpening() ? IDLE_POLL : flush.left(), inFlight.hasRoom());
        takeIn();
        collect();
        flushWhenDue();
        meters.state(inFlight.size(), inbox.paused(), queue.suspects());
    }

    /** Takes nothing in any more, waits for what the model has, within the bound, and hands all partitions over. */
    void drain() {
        isStopping = true;
        giveUp(List.copyOf(starting));
        var deadline = Deadline.in(config.drain());
        while (!isIdle() && !deadline.isOver()) {
            inbox.poll(flush.left(), false);
            collect();
            flushWhenDue();
        }
        handOver(ledger.partitions(), deadline);
    }

    @Override
    public void revoked(Set<Integer> partitions) {
        if (isClosing) {
            drop(partitions);
        } else {
            handOver(partitions, Deadline.in(config.drain()));
        }
    }

    @Override
    public void lost(Set<Integer> partitions) {
        drop(partitions);
    }

    /** What is under way is dropped: say {@link #drain} before, unless something is wrong. */
    @Override
    public void close() {
        isClosing = true;
        running.cancel(asked -> true);
        try {
            inbox.close();
        } finally {
            publisher.close();
        }
    }

    private boolean isIdle() {
        return running.size() == 0 && outcomes.isEmpty() && starting.isEmpty();
    }

    private void takeIn() {
        while (inFlight.hasRoom()) {
            var record = inbox.next();
            if (record.isEmpty()) {
                return;
            }
            takeIn(record.get());
        }
    }

    private void takeIn(ConsumerRecord<byte[], byte[]> record) {
        var delivered = ledger.deliver(record.partition(), record.offset());
        if (delivered.isEmpty()) {
            meters.skipped();
            return;
        }
        var ticket = delivered.get();
        inFlight.add(ticket, record);
        var starts = ledger.starts(ticket);
        try {
            var asked = new Asked(ticket, record, codec.read(record), starts);
            if (starts < OffsetLedger.MOST_STARTS) {
                queue.add(asked);
            } else {
                LOG.atError()
                        .addKeyValue("promptId", asked.prompt().getPromptId())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .log("nobody survives this prompt: it becomes a dead letter");
                finish(new PutAside(ticket, record, new PoisonPromptException(starts), Stage.GENERATION));
            }
        } catch (SerializationException e) {
            finish(new PutAside(ticket, record, e, Stage.DESERIALIZATION));
        }
    }

    private void collect() {
        var unanswered = new ArrayList<Asked>();
        @Nullable Throwable error = null;
        for (var ended : running.ended()) {
            var asked = ended.asked();
            queue.ended(asked);
            var reply = ended.reply();
            if (reply == null) {
                unanswered.add(asked);
                error = ended.error();
                continue;
            }
            if (!reply.getCandidates().isEmpty()) {
                proof.give();
            }
            meters.generated(Duration.ofNanos(ended.finishedNanos() - ended.startedNanos()));
            finish(new Answered(asked.ticket(), asked.record(), asked.prompt(), reply, ended.finishedNanos()));
        }
        if (!unanswered.isEmpty()) {
            var failure = modelFailed(error);
            if (failure.getCause() instanceof ModelAwayException) {
                takeBack(unanswered);
            }
            throw failure;
        }
    }

    /** No prompt is to blame for a model that is away: publishes what is done, and counts no start of the others. */
    private void takeBack(List<Asked> unanswered) {
        isStopping = true;
        var given = new ArrayList<>(unanswered);
        given.addAll(running.cancel(asked -> true));
        given.addAll(starting);
        giveUp(given);
        flush();
    }

    private void finish(Outcome outcome) {
        if (ledger.finish(outcome.ticket())) {
            outcomes.add(outcome);
        }
    }

    private void flushWhenDue() {
        if (flush.isOver()) {
            flush();
        }
    }

    /** @return false when the transaction was aborted */
    private boolean flush() {
        flush.set(config.flushInterval());
        if (!isStopping) {
            chooseStarts();
        }
        var changes = ledger.changes();
        if (changes.isEmpty()) {
            return true;
        }
        var finished = outcomes.stream().map(codec::write).toList();
        if (!publish(finished, changes)) {
            aborted();
            return false;
        }
        isAborting = false;
        ledger.committed();
        meters.committed(finished, System.nanoTime());
        outcomes.forEach(outcome -> inFlight.remove(outcome.ticket()));
        outcomes.clear();
        starting.forEach(running::start);
        starting.clear();
        return true;
    }

    private void chooseStarts() {
        if (queue.isSuspectNext() && !isModelProven()) {
            proof.ask();
            return;
        }
        for (var asked : queue.take()) {
            ledger.start(asked.ticket());
            starting.add(asked);
        }
    }

    private boolean isModelProven() {
        try {
            return proof.isGiven();
        } catch (CompletionException e) {
            throw modelFailed(e);
        }
    }

    private boolean publish(List<Finished> finished, Map<Integer, Position> changes) {
        var offsets = changes.entrySet().stream()
                .collect(Collectors.toMap(
                        change -> new TopicPartition(Topics.PROMPTS.name(), change.getKey()),
                        change -> new OffsetAndMetadata(
                                change.getValue().offset(), change.getValue().metadata())));
        try {
            return publisher.publish(finished.stream().map(Finished::output).toList(), offsets, inbox.group());
        } catch (ProducerFencedException e) {
            meters.fenced();
            throw e;
        }
    }

    /** Everything stays as it is and is tried again, without what a rebalance takes away meanwhile. */
    private void aborted() {
        meters.aborted();
        flush.set(AFTER_ABORT);
        if (!isAborting) {
            isAborting = true;
            aborting.set(MOST_ABORTING);
        } else if (aborting.isOver()) {
            throw new IllegalStateException("transactions were aborted for " + MOST_ABORTING.toSeconds() + " s");
        }
    }

    /** Publishes what the model finishes until the deadline, gives up the rest, and lets go. */
    private void handOver(Set<Integer> partitions, Deadline deadline) {
        Predicate<Asked> going = asked -> partitions.contains(asked.partition());
        queue.removeWaiting(going);
        giveUp(starting.stream().filter(going).toList());
        while (running.anyMatch(going) && !deadline.isOver()) {
            running.await(config.flushInterval());
            collect();
            flushWhenDue();
        }
        giveUp(running.cancel(going));
        while (!flush() && !deadline.isOver()) {
            running.await(AFTER_ABORT);
        }
        drop(partitions);
    }

    /** It did no harm, so its start does not count. */
    private void giveUp(List<Asked> given) {
        given.forEach(asked -> {
            ledger.release(asked.ticket());
            queue.ended(asked);
        });
        starting.removeAll(given);
        meters.dropped(given.size());
    }

    private void drop(Set<Integer> partitions) {
        Predicate<Asked> gone = asked -> partitions.contains(asked.partition());
        partitions.forEach(ledger::drop);
        inbox.forget(partitions);
        queue.remove(gone);
        starting.removeIf(gone);
        inFlight.removePartitions(partitions);
        var before = outcomes.size();
        outcomes.removeIf(outcome -> partitions.contains(outcome.ticket().partition()));
        meters.dropped(running.cancel(gone).size() + before - outcomes.size());
    }

    private static ModelException modelFailed(@Nullable Throwable error) {
        var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return new ModelException(cause == null ? "the model failed" : String.valueOf(cause.getMessage()), cause);
    }
}
