package dev.rapport.inference.openai;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A body as text, up to a number of bytes: a server that never stops must not fill the memory. */
final class BoundedBody implements BodySubscriber<String> {
    private final BodySubscriber<String> body;
    private final long max;
    private long bytes;
    private @Nullable Subscription subscription;

    /** There were more bytes. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long max) {
            super("a response of more than " + max + " bytes");
        }
    }

    private BoundedBody(BodySubscriber<String> body, long max) {
        this.body = body;
        this.max = max;
    }

    /** Fails with a {@link TooLargeException} and ends the connection after {@code max} bytes. */
    static BodyHandler<String> ofAtMost(long bytes) {
        return response -> new BoundedBody(BodyHandlers.ofString().apply(response), bytes);
    }

    @Override
    public CompletionStage<String> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        body.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (bytes > max) {
            return;
        }
        bytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bytes <= max) {
            body.onNext(buffers);
            return;
        }
        if (subscription != null) {
            subscription.cancel();
        }
        body.onError(new TooLargeException(max));
    }

    @Override
    public void onError(Throwable error) {
        body.onError(error);
    }

    @Override
    public void onComplete() {
        body.onComplete();
    }
}
