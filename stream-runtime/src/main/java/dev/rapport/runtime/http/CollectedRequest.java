package dev.rapport.runtime.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body, or the beginning of a large one, is in memory. */
final class CollectedRequest extends Request.Wrapper implements AutoCloseable {
    private final Runnable onClose;
    private Content.@Nullable Chunk first;

    CollectedRequest(Request request, Content.Chunk first, Runnable onClose) {
        super(request);
        this.first = first;
        this.onClose = onClose;
    }

    @Override
    @SuppressWarnings("NullAway") // Jetty: null where nothing has arrived yet.
    public Content.Chunk read() {
        var chunk = first;
        if (chunk == null) {
            return super.read();
        }
        if (Content.Chunk.isFailure(chunk)) {
            return chunk;
        }
        first = chunk.isLast() ? Content.Chunk.EOF : null;
        return chunk;
    }

    @Override
    public void demand(Runnable demandCallback) {
        if (first == null) {
            super.demand(demandCallback);
        } else {
            getContext().execute(demandCallback);
        }
    }

    /** The request is over. */
    @Override
    public void close() {
        onClose.run();
    }
}
