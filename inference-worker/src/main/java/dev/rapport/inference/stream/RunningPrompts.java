package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.Ticket;
import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.schemas.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Prompts that the model has. Replies come on its thread and go through a queue to the one thread that calls this. */
final class RunningPrompts {
    private final ReplyComposer composer;
    private final Map<Ticket, Running> running = new HashMap<>();
    private final BlockingQueue<Completion> completions = new LinkedBlockingQueue<>();

    private record Running(PromptTask task, CompletableFuture<Reply> reply) {}

    /**
     * A prompt that the model is done with.
     *
     * @param reply         null when it failed
     * @param error         null when there is a reply
     * @param startedNanos  by {@link System#nanoTime}, as the next
     * @param finishedNanos when it was done
     */
    record Completion(
            PromptTask task,
            @Nullable Reply reply,
            @Nullable Throwable error,
            long startedNanos,
            long finishedNanos) {}

    RunningPrompts(ReplyComposer composer) {
        this.composer = composer;
    }

    void start(PromptTask task) {
        var startedNanos = System.nanoTime();
        var reply = composer.compose(task.prompt());
        running.put(task.ticket(), new Running(task, reply));
        var unused = reply.whenComplete(
                (done, error) -> completions.add(new Completion(task, done, error, startedNanos, System.nanoTime())));
    }

    int size() {
        return running.size();
    }

    boolean anyMatch(Predicate<PromptTask> condition) {
        return running.values().stream().anyMatch(entry -> condition.test(entry.task()));
    }

    /** What was completed since the last call and was not cancelled. */
    List<Completion> completed() {
        var arrived = new ArrayList<Completion>();
        completions.drainTo(arrived);
        return arrived.stream()
                .filter(completion -> running.remove(completion.task().ticket()) != null)
                .toList();
    }

    /** Waits until something is completed. */
    void await(Duration timeout) {
        try {
            var first = completions.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                completions.add(first);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives them up; they are never {@link #completed}. */
    List<PromptTask> cancel(Predicate<PromptTask> condition) {
        var cancelled = running.values().stream()
                .filter(entry -> condition.test(entry.task()))
                .toList();
        cancelled.forEach(entry -> {
            running.remove(entry.task().ticket());
            entry.reply().cancel(false);
        });
        return cancelled.stream().map(Running::task).toList();
    }
}
