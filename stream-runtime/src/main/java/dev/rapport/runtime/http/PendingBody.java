package dev.rapport.runtime.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
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

    private static final int MIN_INITIAL_BYTES = 1_024;
    private static final int MAX_INITIAL_BYTES = 64 * 1_024;

    private final Request request;
    private final int maxBytes;
    private final Owner owner;
    private byte[] bytes;
    private int size;
    private final Scheduler.Task deadline;

    PendingBody(Request request, int maxBytes, Duration timeout, Owner owner) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.owner = owner;
        // A length that is only claimed takes little memory.
        this.bytes = new byte[(int) Math.min(MAX_INITIAL_BYTES, Math.max(MIN_INITIAL_BYTES, request.getLength()))];
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
            add(chunk.getByteBuffer());
            var last = chunk.isLast();
            chunk.release();
            if (last || size > maxBytes) {
                return Content.Chunk.from(ByteBuffer.wrap(bytes, 0, size), last);
            }
        }
    }

    private void add(ByteBuffer more) {
        var count = more.remaining();
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
        }
        more.get(bytes, size, count);
        size += count;
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
