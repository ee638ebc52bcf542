package dev.rapport.runtime.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One body while it arrives: read whenever bytes are there, on whatever thread has them, never waited for. */
final class PendingBody implements Invocable.Task {
    /** What becomes of the body; each at most once. */
    interface Owner {
        /** Asked when bytes are missing; counts the body as pending, also when the answer is no. */
        boolean mayWait();

        /** The body no longer counts as pending. */
        void waited();

        /** It may not wait. */
        void refuse();

        /** The request with its body, or with the first bytes of a large one. */
        void take(CollectedRequest request);
    }

    private final Request request;
    private final int maxBytes;
    private final Owner owner;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Scheduler.Task deadline;

    PendingBody(Request request, int maxBytes, Duration timeout, Owner owner) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.owner = owner;
        this.deadline = request.getComponents()
                .getScheduler()
                .schedule(this::cutOff, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads what has come with the header. */
    void start() {
        var chunk = next();
        if (chunk != null) {
            owner.take(collected(chunk));
            return;
        }
        if (owner.mayWait()) {
            request.demand(this);
        } else {
            deadline.cancel();
            owner.waited();
            owner.refuse();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** More bytes have come; on a thread that must not be held up. */
    @Override
    public void run() {
        var chunk = next();
        if (chunk == null) {
            request.demand(this);
        } else {
            owner.waited();
            request.getContext().execute(() -> owner.take(collected(chunk)));
        }
    }

    /** Collects what is there; the failure, or all that is to be collected, or null while more must come. */
    private Content.@Nullable Chunk next() {
        while (true) {
            var chunk = request.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return chunk;
            }
            bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
            var last = chunk.isLast();
            chunk.release();
            if (last || bytes.size() > maxBytes) {
                return Content.Chunk.from(BufferUtil.toBuffer(bytes.toByteArray()), last);
            }
        }
    }

    private CollectedRequest collected(Content.Chunk chunk) {
        if (chunk.isLast()) {
            deadline.cancel();
        }
        return new CollectedRequest(request, chunk, deadline::cancel);
    }

    /** A read that waits fails: the handler sees a body that ended early, and nobody its answer. */
    private void cutOff() {
        request.getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close(new TimeoutException("the body did not arrive in time"));
    }
}
