package dev.rapport.scoring.api.stream;

import dev.rapport.runtime.http.Access;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.scoring.api.view.ApiJson;
import dev.rapport.scoring.api.view.ErrorView;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.sse.SseClient;
import java.io.IOException;

/** {@code GET /api/v1/stream}: server-sent events {@code reply} and {@code metric} as they are published. */
public final class StreamResource implements HttpRoutes {
    public static final String PATH = "/api/v1/stream";

    private static final String RETRY_SECONDS = "5";

    private final Subscribers subscribers;

    public StreamResource(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    @Override
    public void addTo(Routes routes) {
        // Javalin's own handler gives nothing to a client whose Accept does not name the type of the stream, such as
        // curl.
        routes.get(PATH, Role.READ, this::stream);
    }

    private void stream(Context context) throws IOException {
        if (!subscribers.hasRoom()) {
            var error = subscribers.isClosed()
                    ? "scoring is stopping, try again"
                    : "too many subscribers of the stream, try again";
            context.status(503)
                    .header(Header.RETRY_AFTER, RETRY_SECONDS)
                    .contentType("application/json")
                    .result(ApiJson.text(new ErrorView(error)));
            return;
        }
        var response = context.res();
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader(Header.CACHE_CONTROL, "no-store");
        response.setHeader(Header.X_ACCEL_BUFFERING, "no");
        response.flushBuffer();
        var access = Access.of(context);
        context.async(() -> subscribers.add(new SseClient(context), access));
    }
}
