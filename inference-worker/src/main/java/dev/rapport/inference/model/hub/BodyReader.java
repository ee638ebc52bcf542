package dev.rapport.inference.model.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a response, pulled piece by piece, so that a server that stops sending is noticed: the JDK's stream waits
 * without limit. Written by the client's thread, read by one other.
 */
final class BodyReader implements BodySubscriber<BodyReader>, AutoCloseable {
    private sealed interface Signal {}

    private record Piece(List<ByteBuffer> buffers) implements Signal {}

    private record End() implements Signal {}

    private record Broken(Throwable cause) implements Signal {}

    private final Duration silence;
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    /** Holds at most one piece, as the next is requested when that is taken. */
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    /** @param silence max wait for a piece */
    BodyReader(Duration silence) {
        this.silence = silence;
    }

    /**
     * The next bytes; empty at the end.
     *
     * @throws IOException when the connection breaks, or nothing arrives for too long
     */
    List<ByteBuffer> next() throws IOException, InterruptedException {
        var unused = subscription.thenAccept(subscribed -> subscribed.request(1));
        var signal = signals.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
        if (signal == null) {
            throw new IOException("nothing arrived for " + silence.toSeconds() + " s");
        }
        if (signal instanceof Broken broken) {
            throw new IOException(broken.cause().getMessage(), broken.cause());
        }
        return signal instanceof Piece piece ? piece.buffers() : List.of();
    }

    /** All of it, at most {@code max} bytes. */
    byte[] all(int max) throws IOException, InterruptedException, HubException {
        var bytes = new ByteArrayOutputStream();
        for (var piece = next(); !piece.isEmpty(); piece = next()) {
            for (var buffer : piece) {
                if (bytes.size() + buffer.remaining() > max) {
                    throw new HubException(
                            "the hub's description of the model: must have at most " + (max >> 20) + " MiB, has more");
                }
                var part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.writeBytes(part);
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public CompletionStage<BodyReader> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Subscription subscribed) {
        subscription.complete(subscribed);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Piece(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(new Broken(cause));
    }

    @Override
    public void onComplete() {
        signals.add(new End());
    }

    /** Gives up what has not arrived, and the connection with it. */
    @Override
    public void close() {
        var unused = subscription.thenAccept(Subscription::cancel);
    }
}
