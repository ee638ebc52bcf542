package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.api.Query.Period;
import dev.rapport.scoring.metric.MetricKey;
import dev.rapport.scoring.view.ScoringView;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;

/** {@code GET /api/v1/overview}: the numbers of the first page, of all time or of some days. */
final class OverviewResource implements HttpRoutes {
    static final String PATH = "/api/v1/overview";

    private static final int MINUTES = 30;

    private final ScoringView view;
    private final Clock clock;

    OverviewResource(ScoringView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.READ, this::overview);
    }

    private void overview(Context context) {
        var query = new Query(context, "from", "to");
        var period = query.period();
        period.from().ifPresent(from -> requireDay(query, "from", from));
        period.to().ifPresent(to -> requireDay(query, "to", to));
        var overview = new Overview(rows(period), view.campaigns().all());
        ApiResponses.send(context, overview.view(period, latestMinutes()));
    }

    private List<Metric> rows(Period period) {
        return period.given().isEmpty()
                ? view.metrics().overAll()
                : view.metrics()
                        .between(
                                MetricWindow.DAY,
                                period.from().orElse(Long.MIN_VALUE),
                                period.to().orElse(Long.MAX_VALUE));
    }

    private Minutes latestMinutes() {
        var length = MetricKey.length(MetricWindow.MINUTE);
        var end = (Math.floorDiv(clock.millis(), length) + 1) * length;
        var start = end - MINUTES * length;
        return new Minutes(start, MINUTES, view.metrics().between(MetricWindow.MINUTE, start, end));
    }

    private static void requireDay(Query query, String name, long millis) {
        if (Math.floorMod(millis, MetricKey.length(MetricWindow.DAY)) != 0) {
            throw new BadParameterException(
                    name, query.text(name).orElse(""), "must be the start of a day in UTC, such as 2010-12-01");
        }
    }
}
