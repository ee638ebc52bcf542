package dev.rapport.scoring.api;

import dev.rapport.runtime.admin.HttpRoutes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** All routes of scoring, and how their failures are told. Handlers run on HTTP threads. */
public final class ScoringApi implements HttpRoutes {
    private static final String RETRY_SECONDS = "2";

    private final List<HttpRoutes> resources;

    /** @param stores where answers come from */
    public ScoringApi(ScoringStores stores) {
        var metrics = new MetricRows(stores);
        this.resources = List.of(new MetricsResource(metrics));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        resources.forEach(resource -> resource.addTo(routes));
        routes.exception(BadParameterException.class, (error, context) -> tell(context, 400, error));
        routes.exception(UnknownIdException.class, (error, context) -> tell(context, 404, error));
        routes.exception(InvalidStateStoreException.class, (error, context) -> context.status(503)
                .header("Retry-After", RETRY_SECONDS)
                .json(Map.of("error", "scoring is starting or moving its state, try again")));
    }

    private static void tell(Context context, int status, RuntimeException error) {
        context.status(status).json(Map.of("error", String.valueOf(error.getMessage())));
    }
}
