package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.scoring.api.view.ExperimentView;
import dev.rapport.scoring.api.view.ExperimentsView;
import dev.rapport.scoring.experiment.ExperimentId;
import dev.rapport.scoring.experiment.ExperimentId.Source;
import dev.rapport.scoring.experiment.ExperimentReport;
import io.javalin.http.Context;

/**
 * {@code GET /api/v1/experiments} and {@code /api/v1/experiments/{id}}; {@code source} chooses where a campaign and an
 * experiment from outside have the same id.
 */
final class ExperimentsResource implements HttpRoutes {
    static final String PATH = "/api/v1/experiments";

    private static final double DEFAULT_ALPHA = 0.05;

    private final ExperimentReports reports;

    ExperimentsResource(ExperimentReports reports) {
        this.reports = reports;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.READ, this::list);
        routes.get(PATH + "/{id}", Role.READ, this::one);
    }

    private void list(Context context) {
        var alpha = new Query(context, "alpha").probability("alpha", DEFAULT_ALPHA);
        ApiResponses.send(
                context,
                new ExperimentsView(reports.all(alpha).stream().map(this::view).toList()));
    }

    private void one(Context context) {
        var query = new Query(context, "alpha", "source");
        var alpha = query.probability("alpha", DEFAULT_ALPHA);
        var id = context.pathParam("id");
        var experiment = query.text("source")
                .map(source -> new ExperimentId(source(source), id))
                .orElseGet(() -> reports.resolve(id));
        var report = reports.find(experiment, alpha).orElseThrow(() -> new UnknownIdException("experiment", id));
        ApiResponses.send(context, view(report));
    }

    private ExperimentView view(ExperimentReport report) {
        return ExperimentView.of(report, reports.goal(report));
    }

    private static Source source(String name) {
        return switch (name) {
            case "campaign" -> Source.CAMPAIGN;
            case "outside" -> Source.OUTSIDE;
            default -> throw new BadParameterException("source", name, "expected campaign or outside");
        };
    }
}
