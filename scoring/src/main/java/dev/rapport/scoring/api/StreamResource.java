package dev.rapport.scoring.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.schemas.Metric;
import dev.rapport.scoring.live.StreamEvent;
import dev.rapport.scoring.live.Watchers;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/stream}: server-sent events {@code reply} and {@code metric} as they are published. Each watcher
 * holds one HTTP thread; a comment every few seconds finds out who has gone.
 */
final class StreamResource implements HttpRoutes {
    static final String PATH = "/api/v1/stream";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final String RETRY_SECONDS = "5";

    private final Watchers watchers;

    StreamResource(Watchers watchers) {
        this.watchers = watchers;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.READ, this::stream);
    }

    private void stream(Context context) {
        var watching = watchers.watch();
        if (watching.isEmpty()) {
            context.status(503)
                    .header("Retry-After", RETRY_SECONDS)
                    .json(Map.of(
                            "error",
                            watchers.isClosed()
                                    ? "scoring is stopping, try again"
                                    : "too many watch the stream, try again"));
            return;
        }
        var response = context.res();
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        try (var watcher = watching.get()) {
            var out = response.getOutputStream();
            out.write(": watching\n\n".getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
            while (watcher.isOpen()) {
                out.write(encode(watcher.next(HEARTBEAT)).getBytes(StandardCharsets.UTF_8));
                response.flushBuffer();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The watcher has gone; closing above is all there is to do.
        }
    }

    private static String encode(StreamEvent event) throws IOException {
        var record = event.record();
        if (record.isEmpty()) {
            return ":\n\n";
        }
        var data = new LinkedHashMap<String, @Nullable Object>();
        if (record.get() instanceof Metric row) {
            data.put("window", windowName(row));
            data.putAll(MetricsResource.json(row));
        } else {
            data.putAll(RecordJson.of(record.get()));
        }
        return "event: " + event.type() + "\ndata: " + JSON.writeValueAsString(data) + "\n\n";
    }

    private static String windowName(Metric row) {
        return switch (row.getWindow()) {
            case ALL -> "all";
            case MINUTE -> "1m";
            case HOUR -> "1h";
            case DAY -> "1d";
        };
    }
}
