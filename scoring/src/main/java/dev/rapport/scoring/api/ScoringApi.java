package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Routes;
import dev.rapport.scoring.experiment.ExperimentAnalysis;
import dev.rapport.scoring.live.RecentReplies;
import dev.rapport.scoring.live.Watchers;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.errors.StreamsStoppedException;

/** All routes of scoring, and how their failures are told. Handlers run on HTTP threads. */
public final class ScoringApi implements HttpRoutes {
    private static final String RETRY_SECONDS = "2";

    private final List<HttpRoutes> resources;

    /**
     * @param stores   where answers come from
     * @param analysis how experiments are analysed
     * @param recent   latest replies
     * @param watchers of the stream
     */
    public ScoringApi(ScoringStores stores, ExperimentAnalysis analysis, RecentReplies recent, Watchers watchers) {
        var metrics = new MetricRows(stores);
        this.resources = List.of(
                new MetricsResource(metrics),
                new ExperimentsResource(new ExperimentReports(stores, analysis)),
                new CampaignsResource(stores),
                new CustomersResource(stores),
                new RepliesResource(stores, recent),
                new StreamResource(watchers),
                new OpenApiResource());
    }

    @Override
    public void addTo(Routes routes) {
        resources.forEach(resource -> resource.addTo(routes));
        routes.exception(BadParameterException.class, (error, context) -> tell(context, 400, error));
        routes.exception(UnknownIdException.class, (error, context) -> tell(context, 404, error));
        routes.exception(InvalidStateStoreException.class, (error, context) -> context.status(503)
                .header("Retry-After", RETRY_SECONDS)
                .json(Map.of("error", reason(error) + ", try again")));
    }

    private static String reason(InvalidStateStoreException error) {
        if (error instanceof StreamsNotStartedException) {
            return "scoring is starting";
        }
        // A store that was opened before says that it is closed, whether it is moved or everything stops.
        return error instanceof StreamsStoppedException ? "scoring is stopping" : "scoring is moving its state";
    }

    @Override
    public List<String> streams() {
        return List.of(StreamResource.PATH);
    }

    private static void tell(Context context, int status, RuntimeException error) {
        context.status(status).json(Map.of("error", String.valueOf(error.getMessage())));
    }
}
