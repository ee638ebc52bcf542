package dev.rapport.scoring.api.stream;

import dev.rapport.runtime.http.Access;
import io.javalin.http.sse.SseClient;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One subscriber: a bounded queue, emptied by a thread of the executor while there is something in it. Thread-safe. */
final class Subscriber {
    static final int MAX_PENDING = 1_000;

    private final SseClient client;
    private final Access access;
    private final Executor writers;
    private final Queue<Message> pending = new ArrayDeque<>();
    private boolean writing;
    private boolean closed;

    Subscriber(SseClient client, Access access, Executor writers) {
        this.client = client;
        this.access = access;
        this.writers = writers;
    }

    /** Whether the token that it came with is still one. */
    boolean mayRead() {
        return access.holds();
    }

    /** @return false when it is too far behind */
    synchronized boolean offer(Message message) {
        if (closed) {
            return true;
        }
        if (pending.size() >= MAX_PENDING) {
            return false;
        }
        pending.add(message);
        if (!writing) {
            writing = true;
            try {
                writers.execute(this::write);
            } catch (RejectedExecutionException e) {
                // Closed meanwhile, and the client with it.
                pending.clear();
            }
        }
        return true;
    }

    /** Ends the subscription once what is being written is written: a response that is completed before is cut off. */
    synchronized void close() {
        closed = true;
        pending.clear();
        if (!writing) {
            client.close();
        }
    }

    private void write() {
        var isWritten = false;
        try {
            for (var message = next(); message != null && !client.terminated(); message = next()) {
                if (message.event() == null) {
                    client.sendComment(message.text());
                } else {
                    client.sendEvent(message.event(), message.text());
                }
            }
            isWritten = !client.terminated();
        } finally {
            if (!isWritten) {
                // The client is gone, or cannot be written to: nothing would ever be taken from the queue again.
                end();
            }
        }
    }

    private synchronized void end() {
        writing = false;
        close();
    }

    private synchronized @Nullable Message next() {
        var message = pending.poll();
        writing = message != null;
        if (closed) {
            client.close();
        }
        return message;
    }
}
