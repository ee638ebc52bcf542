package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.OffsetLedger;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelUnavailableException;
import dev.rapport.inference.stream.Outcome.Answered;
import dev.rapport.inference.stream.Outcome.DeadLettered;
import dev.rapport.inference.stream.Outcome.Stage;
import dev.rapport.inference.stream.RunningPrompts.Completion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a prompt, one member of the group long: taken in, its attempt counted in a transaction, given to the model, its
 * outcome published in a transaction, in any order among its neighbours. One thread does all of it but the writing.
 */
final class StreamLoop implements PromptInbox.Handover, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLoop.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration AFTER_ABORT = Duration.ofMillis(250);

    private final StreamConfig config;
    private final RecordCodec codec;
    private final StreamMeters meters;
    private final ModelProbe probe;
    private final OffsetLedger ledger = new OffsetLedger();
    private final InFlight inFlight;
    private final PromptInbox inbox;
    private final AttemptTracker attempts;
    private final RunningPrompts running;
    private final Publication publication;

    private final Deadline flush = new Deadline();
    private boolean isStopping;
    private boolean isClosing;

    /** Joins the group; nothing is taken in yet. */
    StreamLoop(StreamConfig config, StreamClients clients, PromptStream.Parts parts, ModelProbe probe) {
        this.config = config;
        this.probe = probe;
        codec = parts.codec();
        meters = parts.meters();
        inFlight = new InFlight(config.maxInFlight(), config.maxBytes().bytes());
        probe.reset();
        attempts = new AttemptTracker(ledger, config.maxInFlight(), probe);
        running = new RunningPrompts(parts.composer());
        publication =
                new Publication(ledger, new ReplyPublisher(clients.producer().get()), parts);
        var consumer = clients.consumer().get();
        inbox = new PromptInbox(
                consumer,
                new AssignedPartitions(consumer, meters::lostEarly),
                new CommittedOffsets(clients.admin().get()),
                ledger,
                this);
    }

    boolean isMember() {
        return inbox.isMember();
    }

    /**
     * Takes in, collects and publishes what there is; blocks for some tens of milliseconds, or for a transaction.
     *
     * @throws ModelUnavailableException when the model cannot be reached: no attempt at what it did not answer counts
     * @throws ModelException            when the model failed
     * @throws RuntimeException          when only a restart can help
     */
    void turn() {
        inbox.poll(isIdle() && !inbox.isOpening() ? IDLE_POLL : flush.left(), inFlight.hasRoom());
        takeIn();
        collect();
        flushWhenDue();
        meters.state(inFlight.size(), inbox.paused(), attempts.suspects());
    }

    /** Takes nothing in any more, waits for what the model has, within the bound, and hands all partitions over. */
    void drain() {
        isStopping = true;
        meters.dropped(attempts.takeBackUncommitted(StreamLoop::isAny));
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

    /** What is in progress is dropped: call {@link #drain} before, unless something is wrong. */
    @Override
    public void close() {
        isClosing = true;
        running.cancel(StreamLoop::isAny);
        try {
            inbox.close();
        } finally {
            publication.close();
        }
    }

    private boolean isIdle() {
        return running.size() == 0 && publication.isEmpty() && !attempts.hasUncommitted();
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
            var task = new PromptTask(ticket, record, codec.read(record), ledger.attempts(ticket));
            if (task.attempts() < OffsetLedger.MAX_ATTEMPTS) {
                attempts.add(task);
            } else {
                deadLetter(task);
            }
        } catch (SerializationException e) {
            publication.add(new DeadLettered(ticket, record, e, Stage.DESERIALIZATION));
        }
    }

    private void deadLetter(PromptTask poison) {
        LOG.atError()
                .addKeyValue("promptId", poison.prompt().getPromptId())
                .addKeyValue("partition", poison.partition())
                .addKeyValue("offset", poison.record().offset())
                .log("every attempt at this prompt ended a worker: it becomes a dead letter");
        var why = new PoisonPromptException(poison.attempts());
        publication.add(new DeadLettered(poison.ticket(), poison.record(), why, Stage.GENERATION));
    }

    private void collect() {
        var failed = new ArrayList<Completion>();
        for (var completion : running.completed()) {
            var task = completion.task();
            attempts.complete(task);
            var reply = completion.reply();
            if (reply == null) {
                failed.add(completion);
                continue;
            }
            if (!reply.getCandidates().isEmpty()) {
                probe.answered();
            }
            meters.generated(Duration.ofNanos(completion.finishedNanos() - completion.startedNanos()));
            publication.add(new Answered(task, reply, completion.finishedNanos()));
        }
        if (!failed.isEmpty()) {
            var last = failed.get(failed.size() - 1);
            var tasks = failed.stream().map(Completion::task).toList();
            throw giveUpIfUnavailable(ModelProbe.failure(last.error()), tasks);
        }
    }

    /** No prompt is to blame for an unavailable model: publishes what is done, and takes the attempts at the others back. */
    private ModelException giveUpIfUnavailable(ModelException failure, List<PromptTask> failed) {
        if (failure instanceof ModelUnavailableException) {
            isStopping = true;
            giveUp(failed);
            giveUp(running.cancel(StreamLoop::isAny));
            meters.dropped(attempts.takeBackUncommitted(StreamLoop::isAny));
            // Until it is committed the attempts count: after too many, the prompts would be dead letters.
            flushUntil(Deadline.in(config.drain()));
        }
        return failure;
    }

    private void flushWhenDue() {
        if (flush.isOver()) {
            flush();
        }
    }

    /**
     * One transaction: outcomes of prompts that are finished, and attempts at those that are started after it.
     *
     * @return false when the transaction was aborted
     */
    private boolean flush() {
        flush.set(config.flushInterval());
        if (!isStopping) {
            admit();
        }
        var published = publication.commit(inbox.group());
        if (published.isEmpty()) {
            flush.set(AFTER_ABORT);
            return false;
        }
        published.get().forEach(inFlight::remove);
        attempts.committed().forEach(running::start);
        return true;
    }

    private void admit() {
        try {
            attempts.admit();
        } catch (ModelException e) {
            throw giveUpIfUnavailable(e, List.of());
        }
    }

    private void flushUntil(Deadline deadline) {
        while (!flush() && !deadline.isOver()) {
            LockSupport.parkNanos(AFTER_ABORT.toNanos());
        }
    }

    /** Publishes what the model finishes until the deadline, gives up the rest, and releases the partitions. */
    private void handOver(Set<Integer> partitions, Deadline deadline) {
        var leaving = in(partitions);
        attempts.removePending(leaving);
        meters.dropped(attempts.takeBackUncommitted(leaving));
        while (running.anyMatch(leaving) && !deadline.isOver()) {
            running.await(config.flushInterval());
            collect();
            flushWhenDue();
        }
        giveUp(running.cancel(leaving));
        flushUntil(deadline);
        drop(partitions);
    }

    private void giveUp(List<PromptTask> tasks) {
        attempts.takeBack(tasks);
        meters.dropped(tasks.size());
    }

    private void drop(Set<Integer> partitions) {
        var dropped = in(partitions);
        partitions.forEach(ledger::drop);
        inbox.drop(partitions);
        attempts.remove(dropped);
        inFlight.removePartitions(partitions);
        var replies = publication.drop(partitions);
        meters.dropped(running.cancel(dropped).size() + replies);
    }

    private static boolean isAny(PromptTask task) {
        return true;
    }

    private static Predicate<PromptTask> in(Set<Integer> partitions) {
        return task -> partitions.contains(task.partition());
    }
}
