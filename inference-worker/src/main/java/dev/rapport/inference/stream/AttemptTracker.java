package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.OffsetLedger;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.stream.Outcome.DeadLettered;
import dev.rapport.inference.stream.Outcome.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts are written down before they happen: the next transaction counts one for each prompt that is admitted, and the
 * model is given these prompts once it is committed. So a worker that ends leaves word of what was in progress. An attempt
 * that is given up in good order is taken back. One thread.
 */
final class AttemptTracker {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptTracker.class);

    private final OffsetLedger ledger;
    private final AdmissionQueue queue;
    private final ModelProbe probe;
    /** Admitted, and counted by the next transaction. */
    private final List<PromptTask> uncommitted = new ArrayList<>();

    /** @param maxAdmitted prompts that the model is given together, at least 1 */
    AttemptTracker(OffsetLedger ledger, int maxAdmitted, ModelProbe probe) {
        this.ledger = ledger;
        this.queue = new AdmissionQueue(maxAdmitted);
        this.probe = probe;
    }

    /**
     * Takes a prompt in.
     *
     * @return the dead letter that it becomes instead, when every attempt at it ended a worker
     */
    Optional<DeadLettered> add(PromptTask task) {
        if (task.attempts() < OffsetLedger.MAX_ATTEMPTS) {
            queue.add(task);
            return Optional.empty();
        }
        LOG.atError()
                .addKeyValue("promptId", task.prompt().getPromptId())
                .addKeyValue("partition", task.partition())
                .addKeyValue("offset", task.record().offset())
                .log("every attempt at this prompt ended a worker: it becomes a dead letter");
        var poison = new PoisonPromptException(task.attempts());
        return Optional.of(new DeadLettered(task.ticket(), task.record(), poison, Stage.GENERATION));
    }

    /**
     * Admits prompts and counts their attempts in the ledger, for the next transaction. A suspect is admitted only once the
     * model has answered something: otherwise a worker that ends proves nothing against it.
     *
     * @throws ModelException when a suspect is next, and the model fails the probe
     */
    void admit() {
        if (queue.isSuspectNext() && !probe.isReady()) {
            return;
        }
        for (var task : queue.admit()) {
            ledger.countAttempt(task.ticket());
            uncommitted.add(task);
        }
    }

    /** The transaction was committed: what it counted is to be given to the model. */
    List<PromptTask> committed() {
        var committed = List.copyOf(uncommitted);
        uncommitted.clear();
        return committed;
    }

    /** Whether attempts wait for a transaction. */
    boolean hasUncommitted() {
        return !uncommitted.isEmpty();
    }

    /** The model is done with it. */
    void complete(PromptTask task) {
        queue.complete(task);
    }

    /** Takes attempts back that were given up without having done harm. */
    void takeBack(List<PromptTask> tasks) {
        tasks.forEach(task -> {
            ledger.takeBackAttempt(task.ticket());
            queue.complete(task);
        });
    }

    /**
     * Takes back attempts that are not committed.
     *
     * @return how many
     */
    int takeBackUncommitted(Predicate<PromptTask> condition) {
        var tasks = uncommitted.stream().filter(condition).toList();
        takeBack(tasks);
        uncommitted.removeAll(tasks);
        return tasks.size();
    }

    /** Removes prompts that have not been admitted. */
    void removePending(Predicate<PromptTask> condition) {
        queue.removePending(condition);
    }

    /** Removes prompts, admitted or not; their attempts stay counted. */
    void remove(Predicate<PromptTask> condition) {
        queue.remove(condition);
        uncommitted.removeIf(condition);
    }

    /** Number of suspects, pending or admitted. */
    int suspects() {
        return queue.suspects();
    }
}
