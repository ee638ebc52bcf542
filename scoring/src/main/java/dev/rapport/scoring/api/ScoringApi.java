package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Routes;
import dev.rapport.scoring.api.stream.StreamResource;
import dev.rapport.scoring.api.stream.Subscribers;
import dev.rapport.scoring.api.view.ErrorView;
import dev.rapport.scoring.experiment.ExperimentAnalysis;
import dev.rapport.scoring.view.ScoringView;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** All routes of scoring, and how their failures are answered. Handlers run on HTTP threads. */
public final class ScoringApi implements HttpRoutes {
    private static final String RETRY_SECONDS = "2";

    private final List<HttpRoutes> resources;

    /**
     * @param view        where answers come from
     * @param analysis    how experiments are analysed
     * @param subscribers of the stream
     * @param clock       says which minutes are the latest
     */
    public ScoringApi(ScoringView view, ExperimentAnalysis analysis, Subscribers subscribers, Clock clock) {
        this.resources = List.of(
                new OverviewResource(view, clock),
                new MetricsResource(view.metrics()),
                new ExperimentsResource(new ExperimentReports(view, analysis)),
                new CampaignsResource(view.campaigns()),
                new ProductsResource(view.products(), clock),
                new CustomersResource(view),
                new RepliesResource(view.replies()),
                new StreamResource(subscribers),
                new OpenApiResource());
    }

    @Override
    public void addTo(Routes routes) {
        resources.forEach(resource -> resource.addTo(routes));
        routes.exception(
                BadParameterException.class,
                (error, context) -> answer(context, 400, String.valueOf(error.getMessage())));
        routes.exception(
                UnknownIdException.class, (error, context) -> answer(context, 404, String.valueOf(error.getMessage())));
        routes.exception(InvalidStateStoreException.class, (error, context) -> {
            context.header("Retry-After", RETRY_SECONDS);
            answer(context, 503, "scoring is starting or stopping, try again");
        });
    }

    @Override
    public List<String> streams() {
        return List.of(StreamResource.PATH);
    }

    private static void answer(Context context, int status, String error) {
        ApiResponses.send(context.status(status), new ErrorView(error));
    }
}
