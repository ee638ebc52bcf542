package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.api.view.MetricRowView;
import dev.rapport.scoring.api.view.MetricsView;
import dev.rapport.scoring.api.view.WindowName;
import dev.rapport.scoring.view.MetricRows;
import io.javalin.http.Context;

/** {@code GET /api/v1/metrics}: rows of metrics, filtered. */
final class MetricsResource implements HttpRoutes {
    static final String PATH = "/api/v1/metrics";

    /** Windows that are answered when the request does not say from when: a day of minutes, 60 days of hours. */
    private static final int LATEST_WINDOWS = 1_440;

    private final MetricRows metrics;

    MetricsResource(MetricRows metrics) {
        this.metrics = metrics;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.READ, this::list);
    }

    private void list(Context context) {
        var query = new Query(context, "window", "from", "to", "campaign", "arm", "channel");
        var windowName = query.text("window").orElse(WindowName.of(MetricWindow.ALL));
        var window = WindowName.parse(windowName)
                .orElseThrow(() -> new BadParameterException("window", windowName, "expected 1m, 1h, 1d or all"));
        var period = query.period();
        if (window == MetricWindow.ALL) {
            period.given().ifPresent(name -> {
                throw new BadParameterException(name, query.text(name).orElse(""), "needs window=1m, 1h or 1d");
            });
        }
        var campaign = query.text("campaign");
        var arm = query.text("arm");
        var channel = query.text("channel");
        var to = period.to().orElse(Long.MAX_VALUE);
        var from = period.from()
                .orElseGet(() -> window == MetricWindow.ALL
                        ? Long.MIN_VALUE
                        : metrics.startOfLatest(window, LATEST_WINDOWS, to));
        var rows = window == MetricWindow.ALL ? metrics.overAll() : metrics.between(window, from, to);
        ApiResponses.send(
                context,
                new MetricsView(
                        windowName,
                        rows.stream()
                                .filter(row -> campaign.map(row.getCampaignId()::equals)
                                        .orElse(true))
                                .filter(row -> arm.map(row.getArm()::equals).orElse(true))
                                .filter(row ->
                                        channel.map(row.getChannel()::equals).orElse(true))
                                .map(MetricRowView::of)
                                .toList()));
    }
}
