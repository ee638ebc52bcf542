package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.OffsetLedger;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelUnavailableException;
import dev.rapport.inference.stream.Outcome.DeadLettered;
import dev.rapport.inference.stream.Outcome.Stage;
import dev.rapport.inference.stream.RunningPrompts.Failed;
import dev.rapport.inference.stream.RunningPrompts.Replied;
import dev.rapport.runtime.wait.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The way of a prompt, one member of the group long: taken in, its attempt counted in a transaction, given to the model, its
 * outcome published in a transaction, in any order among its neighbours. One thread does all of it but the writing.
 */
final class StreamLoop implements PromptInbox.Handover, AutoCloseable {
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration AFTER_ABORT = Duration.ofMillis(250);

    private final StreamConfig config;
    private final RecordCodec codec;
    private final StreamMeters meters;
    private final ModelProbe probe;
    private final OffsetLedger ledger = new OffsetLedger();
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
        probe.reset();
        attempts = new AttemptTracker(ledger, config.maxInFlight(), probe);
        running = new RunningPrompts(parts.composer());
        publication =
                new Publication(ledger, new ReplyPublisher(clients.producer().get()), parts, config);
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
        inbox.poll(isIdle() && !inbox.isOpening() ? IDLE_POLL : flush.left(), publication.hasRoom());
        takeIn();
        collect();
        flushWhenDue();
        meters.state(new StreamMeters.State(publication.inFlight(), inbox.paused(), attempts.suspects()));
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
        while (publication.hasRoom()) {
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
        publication.expect(ticket, record);
        try {
            var task = new PromptTask(ticket, record, codec.read(record), ledger.attempts(ticket));
            attempts.add(task).ifPresent(publication::add);
        } catch (SerializationException e) {
            publication.add(new DeadLettered(ticket, record, e, Stage.DESERIALIZATION));
        }
    }

    private void collect() {
        var failures = new ArrayList<Failed>();
        for (var completion : running.completed()) {
            attempts.complete(completion.task());
            if (completion instanceof Replied replied) {
                add(replied);
            } else {
                failures.add((Failed) completion);
            }
        }
        if (!failures.isEmpty()) {
            var untried = failures.stream()
                    .filter(Failed::isUntried)
                    .map(Failed::task)
                    .toList();
            throw stopped(Failed.worst(failures).error(), untried);
        }
    }

    private void add(Replied replied) {
        if (!replied.outcome().reply().getCandidates().isEmpty()) {
            probe.answered();
        }
        meters.generated(replied.generation());
        publication.add(replied.outcome());
    }

    /**
     * Publishes what is done, and takes back the attempts that have done no harm: at prompts that were not tried and, as no
     * prompt is to blame for an unavailable model, at those that it still has.
     */
    private ModelException stopped(ModelException failure, List<PromptTask> untried) {
        isStopping = true;
        giveUp(untried);
        if (failure instanceof ModelUnavailableException) {
            giveUp(running.cancel(StreamLoop::isAny));
        }
        meters.dropped(attempts.takeBackUncommitted(StreamLoop::isAny));
        // Until it is committed the attempts count: after too many, the prompts would be dead letters.
        flushUntil(Deadline.in(config.drain()));
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
        if (!publication.commit(inbox.group())) {
            flush.set(AFTER_ABORT);
            return false;
        }
        attempts.committed().forEach(running::start);
        return true;
    }

    private void admit() {
        try {
            attempts.admit();
        } catch (ModelException e) {
            throw stopped(e, List.of());
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
