package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.Ticket;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelUnavailableException;
import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.inference.stream.Outcome.Answered;
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

    /** A prompt that the model is done with. */
    sealed interface Completion {
        PromptTask task();
    }

    /** @param generation how long the model had it */
    record Replied(Answered outcome, Duration generation) implements Completion {
        @Override
        public PromptTask task() {
            return outcome.task();
        }
    }

    /** @param error {@link ModelUnavailableException} when the prompt was not even tried */
    record Failed(PromptTask task, ModelException error) implements Completion {
        boolean isUntried() {
            return error instanceof ModelUnavailableException;
        }

        /** The one that decides what becomes of the worker: no wait heals a model that failed, and others follow the first. */
        static Failed worst(List<Failed> failures) {
            return failures.stream()
                    .filter(failure -> !failure.isUntried())
                    .findFirst()
                    .orElseGet(() -> failures.get(0));
        }
    }

    RunningPrompts(ReplyComposer composer) {
        this.composer = composer;
    }

    void start(PromptTask task) {
        var startedNanos = System.nanoTime();
        var reply = composer.compose(task.prompt());
        running.put(task.ticket(), new Running(task, reply));
        var unused = reply.whenComplete((done, error) -> completions.add(completion(task, done, error, startedNanos)));
    }

    private static Completion completion(
            PromptTask task, @Nullable Reply reply, @Nullable Throwable error, long startedNanos) {
        var finishedNanos = System.nanoTime();
        return reply == null
                ? new Failed(task, ModelException.of(error))
                : new Replied(new Answered(task, reply, finishedNanos), Duration.ofNanos(finishedNanos - startedNanos));
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
