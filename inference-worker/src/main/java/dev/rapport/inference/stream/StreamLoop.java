package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.OffsetLedger;
import dev.rapport.inference.model.ModelAwayException;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.stream.Outcome.Answered;
import dev.rapport.inference.stream.Outcome.PutAside;
import dev.rapport.inference.stream.Outcome.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

    private final StreamConfig config;
    private final RecordCodec codec;
    private final StreamMeters meters;
    private final OffsetLedger ledger = new OffsetLedger();
    private final InFlight inFlight;
    private final PromptInbox inbox;
    private final Starts starts;
    private final RunningPrompts running;
    private final Publication publication;

    private final Deadline flush = new Deadline();
    private boolean hasAnswered;
    private boolean isStopping;
    private boolean isClosing;

    /** Joins the group; nothing is taken in yet. */
    StreamLoop(StreamConfig config, StreamClients clients, StreamParts parts) {
        this.config = config;
        codec = parts.codec();
        meters = parts.meters();
        inFlight = new InFlight(config.maxInFlight(), config.maxBytes().bytes());
        starts = new Starts(ledger, config.maxInFlight(), parts.composer()::ask);
        running = new RunningPrompts(parts.composer());
        publication =
                new Publication(ledger, new ReplyPublisher(clients.producer().get()), parts);
        var consumer = clients.consumer().get();
        inbox = new PromptInbox(
                consumer,
                new AssignedPartitions(consumer, meters::tooLate),
                new CommittedOffsets(clients.admin().get()),
                ledger,
                this);
    }

    boolean isMember() {
        return inbox.isMember();
    }

    /** Whether the model has answered a prompt. */
    boolean hasAnswered() {
        return hasAnswered;
    }

    /**
     * Takes in, collects and publishes what there is; blocks for some tens of milliseconds, or for a transaction.
     *
     * @throws ModelException   when the model failed; caused by a {@link ModelAwayException} where it is only away: then
     *     no start of what it did not answer counts
     * @throws RuntimeException when only a restart can help
     */
    void turn() {
        inbox.poll(isIdle() && !inbox.isOpening() ? IDLE_POLL : flush.left(), inFlight.hasRoom());
        takeIn();
        collect();
        flushWhenDue();
        meters.state(inFlight.size(), inbox.paused(), starts.suspects());
    }

    /** Takes nothing in any more, waits for what the model has, within the bound, and hands all partitions over. */
    void drain() {
        isStopping = true;
        meters.dropped(starts.releaseCounting(asked -> true));
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
            publication.close();
        }
    }

    private boolean isIdle() {
        return running.size() == 0 && publication.isEmpty() && starts.isIdle();
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
        try {
            var asked = new Asked(ticket, record, codec.read(record), ledger.starts(ticket));
            if (asked.starts() < OffsetLedger.MOST_STARTS) {
                starts.add(asked);
            } else {
                putAside(asked);
            }
        } catch (SerializationException e) {
            publication.add(new PutAside(ticket, record, e, Stage.DESERIALIZATION));
        }
    }

    private void putAside(Asked poison) {
        LOG.atError()
                .addKeyValue("promptId", poison.prompt().getPromptId())
                .addKeyValue("partition", poison.partition())
                .addKeyValue("offset", poison.record().offset())
                .log("nobody survives this prompt: it becomes a dead letter");
        var why = new PoisonPromptException(poison.starts());
        publication.add(new PutAside(poison.ticket(), poison.record(), why, Stage.GENERATION));
    }

    private void collect() {
        var unanswered = new ArrayList<Asked>();
        @Nullable Throwable error = null;
        for (var ended : running.ended()) {
            var asked = ended.asked();
            starts.ended(asked);
            var reply = ended.reply();
            if (reply == null) {
                unanswered.add(asked);
                error = ended.error();
                continue;
            }
            if (!reply.getCandidates().isEmpty()) {
                hasAnswered = true;
                starts.answered();
            }
            meters.generated(Duration.ofNanos(ended.finishedNanos() - ended.startedNanos()));
            publication.add(new Answered(asked.ticket(), asked.record(), asked.prompt(), reply, ended.finishedNanos()));
        }
        if (!unanswered.isEmpty()) {
            throw failed(Starts.modelFailed(error), unanswered);
        }
    }

    /** No prompt is to blame for a model that is away: publishes what is done, and counts no start of the others. */
    private ModelException failed(ModelException failure, List<Asked> unanswered) {
        if (failure.getCause() instanceof ModelAwayException) {
            isStopping = true;
            giveUp(unanswered);
            giveUp(running.cancel(asked -> true));
            meters.dropped(starts.releaseCounting(asked -> true));
            // Without it the starts would count after all: too many, and the prompts were condemned.
            flushUntil(Deadline.in(config.drain()));
        }
        return failure;
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
        var published = publication.commit(inbox.group());
        if (published.isEmpty()) {
            flush.set(AFTER_ABORT);
            return false;
        }
        published.get().forEach(inFlight::remove);
        starts.counted().forEach(running::start);
        return true;
    }

    private void chooseStarts() {
        try {
            starts.choose();
        } catch (ModelException e) {
            throw failed(e, List.of());
        }
    }

    private void flushUntil(Deadline deadline) {
        while (!flush() && !deadline.isOver()) {
            LockSupport.parkNanos(AFTER_ABORT.toNanos());
        }
    }

    /** Publishes what the model finishes until the deadline, gives up the rest, and lets go. */
    private void handOver(Set<Integer> partitions, Deadline deadline) {
        Predicate<Asked> going = asked -> partitions.contains(asked.partition());
        starts.removeWaiting(going);
        meters.dropped(starts.releaseCounting(going));
        while (running.anyMatch(going) && !deadline.isOver()) {
            running.await(config.flushInterval());
            collect();
            flushWhenDue();
        }
        giveUp(running.cancel(going));
        flushUntil(deadline);
        drop(partitions);
    }

    private void giveUp(List<Asked> given) {
        starts.release(given);
        meters.dropped(given.size());
    }

    private void drop(Set<Integer> partitions) {
        Predicate<Asked> gone = asked -> partitions.contains(asked.partition());
        partitions.forEach(ledger::drop);
        inbox.forget(partitions);
        starts.remove(gone);
        inFlight.removePartitions(partitions);
        var replies = publication.drop(partitions);
        meters.dropped(running.cancel(gone).size() + replies);
    }
}
