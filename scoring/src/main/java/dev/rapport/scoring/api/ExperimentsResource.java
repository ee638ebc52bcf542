package dev.rapport.scoring.api;

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
final class ExperimentsResource extends ListedResource {
    static final String PATH = "/api/v1/experiments";

    private static final double DEFAULT_ALPHA = 0.05;

    private final ExperimentReports reports;

    ExperimentsResource(ExperimentReports reports) {
        super(PATH, "id");
        this.reports = reports;
    }

    @Override
    ExperimentsView list(Context context) {
        var alpha = new Query(context, "alpha").probability("alpha", DEFAULT_ALPHA);
        return new ExperimentsView(reports.all(alpha).stream().map(this::view).toList());
    }

    @Override
    ExperimentView one(Context context, String id) {
        var query = new Query(context, "alpha", "source");
        var alpha = query.probability("alpha", DEFAULT_ALPHA);
        var experiment = query.text("source")
                .map(source -> new ExperimentId(source(source), id))
                .orElseGet(() -> reports.resolve(id));
        var report = reports.find(experiment, alpha).orElseThrow(() -> new UnknownIdException("experiment", id));
        return view(report);
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
