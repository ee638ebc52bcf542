package dev.rapport.scoring.api;

import dev.rapport.runtime.admin.HttpRoutes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/** {@code GET /api/v1/experiments} and {@code /api/v1/experiments/{id}}. */
final class ExperimentsResource implements HttpRoutes {
    static final String PATH = "/api/v1/experiments";

    private static final double DEFAULT_ALPHA = 0.05;

    private final ExperimentReports reports;

    ExperimentsResource(ExperimentReports reports) {
        this.reports = reports;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::list);
        routes.get(PATH + "/{id}", this::one);
    }

    private void list(Context context) {
        var alpha = new Query(context, "alpha").probability("alpha", DEFAULT_ALPHA);
        context.json(Map.of(
                "experiments",
                reports.all(alpha).stream().map(ExperimentJson::of).toList()));
    }

    private void one(Context context) {
        var alpha = new Query(context, "alpha").probability("alpha", DEFAULT_ALPHA);
        var id = context.pathParam("id");
        context.json(
                ExperimentJson.of(reports.find(id, alpha).orElseThrow(() -> new UnknownIdException("experiment", id))));
    }
}
