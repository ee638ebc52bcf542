package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** {@code GET /api/v1/metrics}: rows of metrics, filtered. */
final class MetricsResource implements HttpRoutes {
    static final String PATH = "/api/v1/metrics";

    /** Windows that are answered when nobody says from when: a day of minutes, 60 days of hours. */
    private static final int LATEST_WINDOWS = 1_440;

    private static final Map<String, MetricWindow> WINDOWS =
            Map.of("1m", MetricWindow.MINUTE, "1h", MetricWindow.HOUR, "1d", MetricWindow.DAY, "all", MetricWindow.ALL);

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
        var windowName = query.text("window").orElse("all");
        var window = WINDOWS.get(windowName);
        if (window == null) {
            throw new BadParameterException("window", windowName, "expected 1m, 1h, 1d or all");
        }
        var from = query.time("from");
        var to = query.time("to");
        if (window == MetricWindow.ALL && (from.isPresent() || to.isPresent())) {
            throw new BadParameterException(
                    from.isPresent() ? "from" : "to",
                    query.text(from.isPresent() ? "from" : "to").orElse(""),
                    "needs window=1m, 1h or 1d");
        }
        if (from.isPresent() && to.isPresent() && from.get() > to.get()) {
            throw new BadParameterException("from", query.text("from").orElse(""), "must not be later than to");
        }
        var campaign = query.text("campaign");
        var arm = query.text("arm");
        var channel = query.text("channel");
        var toMillis = to.orElse(Long.MAX_VALUE);
        var fromMillis = from.orElseGet(() ->
                window == MetricWindow.ALL ? Long.MIN_VALUE : metrics.startOfLatest(window, LATEST_WINDOWS, toMillis));
        var rows = metrics.between(window, fromMillis, toMillis).stream()
                .filter(row -> campaign.map(row.getCampaignId()::equals).orElse(true))
                .filter(row -> arm.map(row.getArm()::equals).orElse(true))
                .filter(row -> channel.map(row.getChannel()::equals).orElse(true))
                .map(MetricsResource::json)
                .toList();
        var body = new LinkedHashMap<String, Object>();
        body.put("window", windowName);
        body.put("rows", rows);
        context.json(body);
    }

    static Map<String, Object> json(Metric row) {
        var json = new LinkedHashMap<String, Object>();
        json.put("campaign", row.getCampaignId());
        json.put("arm", row.getArm());
        json.put("channel", row.getChannel());
        json.put("windowStart", row.getWindowStart().toString());
        json.put("counts", new TreeMap<>(row.getCounts()));
        json.put("revenueMinor", new TreeMap<>(row.getRevenueMinor()));
        return json;
    }
}
