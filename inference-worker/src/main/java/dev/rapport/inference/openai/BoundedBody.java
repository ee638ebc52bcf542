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

/** A body as text, up to so many bytes: a server that never stops must not fill the memory. */
final class BoundedBody implements BodySubscriber<String> {
    private final BodySubscriber<String> body;
    private final long most;
    private long bytes;
    private @Nullable Subscription subscription;

    /** There were more bytes. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long most) {
            super("an answer of more than " + most + " bytes");
        }
    }

    private BoundedBody(BodySubscriber<String> body, long most) {
        this.body = body;
        this.most = most;
    }

    /** Fails with a {@link TooLargeException} and ends the connection after so many bytes. */
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
        if (bytes > most) {
            return;
        }
        bytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bytes <= most) {
            body.onNext(buffers);
            return;
        }
        if (subscription != null) {
            subscription.cancel();
        }
        body.onError(new TooLargeException(most));
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
