package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.OffsetLedger;
import dev.rapport.inference.model.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Prompts on their way to the model. Those whose turn it is are counted as started in the next transaction, and are the
 * model's once that is committed: a worker that dies of one leaves word of it. One thread.
 */
final class Starts {
    private final OffsetLedger ledger;
    private final StartQueue queue;
    private final ModelProof proof;
    /** To be given to the model once the transaction that counts them is committed. */
    private final List<Asked> counting = new ArrayList<>();

    /**
     * @param most     prompts that the model is given together, at least 1
     * @param question asks the model something of our own
     */
    Starts(OffsetLedger ledger, int most, Supplier<? extends CompletableFuture<?>> question) {
        this.ledger = ledger;
        this.queue = new StartQueue(most);
        this.proof = new ModelProof(question);
    }

    void add(Asked asked) {
        queue.add(asked);
    }

    /**
     * Chooses what the next transaction counts.
     *
     * @throws ModelException when a suspect is next, and the model cannot answer anything
     */
    void choose() {
        if (queue.isSuspectNext() && !isModelProven()) {
            proof.ask();
            return;
        }
        for (var asked : queue.take()) {
            ledger.start(asked.ticket());
            counting.add(asked);
        }
    }

    /** The transaction was committed: what it counted, for the model. */
    List<Asked> counted() {
        var counted = List.copyOf(counting);
        counting.clear();
        return counted;
    }

    /** Nothing is being counted. */
    boolean isIdle() {
        return counting.isEmpty();
    }

    /** The model is done with it. */
    void ended(Asked asked) {
        queue.ended(asked);
    }

    /** The model has answered a prompt. */
    void answered() {
        proof.give();
    }

    /** Given up without having done harm: their starts do not count. */
    void release(List<Asked> given) {
        given.forEach(asked -> {
            ledger.release(asked.ticket());
            queue.ended(asked);
        });
    }

    /** Releases what is being counted, and says how many. */
    int releaseCounting(Predicate<Asked> given) {
        var released = counting.stream().filter(given).toList();
        release(released);
        counting.removeAll(released);
        return released.size();
    }

    /** Forgets what has not been started. */
    void removeWaiting(Predicate<Asked> gone) {
        queue.removeWaiting(gone);
    }

    /** Forgets what was started, too. */
    void remove(Predicate<Asked> gone) {
        queue.remove(gone);
        counting.removeIf(gone);
    }

    /** Suspects that wait or are started. */
    int suspects() {
        return queue.suspects();
    }

    private boolean isModelProven() {
        try {
            return proof.isGiven();
        } catch (CompletionException e) {
            throw modelFailed(e);
        }
    }

    /** What to throw for what a future of the model failed with. */
    static ModelException modelFailed(@Nullable Throwable error) {
        var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return new ModelException(cause == null ? "the model failed" : String.valueOf(cause.getMessage()), cause);
    }
}
