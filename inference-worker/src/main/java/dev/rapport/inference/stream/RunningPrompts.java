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
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

    private record Running(Asked asked, CompletableFuture<Reply> reply, long startedNanos) {}

    /**
     * A prompt that the model is done with.
     *
     * @param reply         null when it failed
     * @param error         null when there is a reply
     * @param finishedNanos by {@link System#nanoTime}
     */
    record Ended(
            Asked asked, @Nullable Reply reply, @Nullable Throwable error, long startedNanos, long finishedNanos) {}

    RunningPrompts(ReplyComposer composer) {
        this.composer = composer;
    }

    void start(Asked asked) {
        var startedNanos = System.nanoTime();
        var reply = composer.compose(asked.prompt());
        running.put(asked.ticket(), new Running(asked, reply, startedNanos));
        var unused = reply.whenComplete(
                (done, error) -> ended.add(new Ended(asked, done, error, startedNanos, System.nanoTime())));
    }

    int size() {
        return running.size();
    }

    boolean anyMatch(Predicate<Asked> wanted) {
        return running.values().stream().anyMatch(entry -> wanted.test(entry.asked()));
    }

    /** What has ended since the last call and was not cancelled. */
    List<Ended> ended() {
        var arrived = new ArrayList<Ended>();
        ended.drainTo(arrived);
        return arrived.stream()
                .filter(end -> running.remove(end.asked().ticket()) != null)
                .toList();
    }

    /** Waits until something has ended. */
    void await(Duration longest) {
        try {
            var first = ended.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                ended.add(first);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives them up; they never are {@link #ended}. */
    List<Asked> cancel(Predicate<Asked> unwanted) {
        var given = running.values().stream()
                .filter(entry -> unwanted.test(entry.asked()))
                .toList();
        given.forEach(entry -> {
            running.remove(entry.asked().ticket());
            entry.reply().cancel(false);
        });
        return given.stream().map(Running::asked).toList();
    }
}
