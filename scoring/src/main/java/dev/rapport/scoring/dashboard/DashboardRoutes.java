package dev.rapport.scoring.dashboard;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** Serves the dashboard at {@code /} and its files, each named here, so that nothing else of the jar can be read. */
public final class DashboardRoutes implements HttpRoutes {
    private record Asset(String resource, String contentType) {}

    private static final String FOLDER = "/dev/rapport/scoring/dashboard/";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

    private static final Map<String, Asset> ASSETS = Map.of(
            "/", new Asset(FOLDER + "index.html", "text/html; charset=utf-8"),
            "/dashboard/dashboard.css", new Asset(FOLDER + "dashboard.css", "text/css; charset=utf-8"),
            "/dashboard/dashboard.js", new Asset(FOLDER + "dashboard.js", JAVASCRIPT),
            "/dashboard/format.js", new Asset(FOLDER + "format.js", JAVASCRIPT),
            "/dashboard/page.js", new Asset(FOLDER + "page.js", JAVASCRIPT),
            "/dashboard/experiment.js", new Asset(FOLDER + "experiment.js", JAVASCRIPT),
            "/dashboard/chart.js",
                    new Asset("/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.js", JAVASCRIPT),
            "/favicon.ico", new Asset(FOLDER + "favicon.svg", "image/svg+xml"));

    @Override
    public void addTo(Routes routes) {
        ASSETS.forEach((path, asset) -> routes.get(path, Role.READ, context -> send(context, asset)));
    }

    private static void send(Context context, Asset asset) throws IOException {
        try (var in = DashboardRoutes.class.getResourceAsStream(asset.resource())) {
            if (in == null) {
                throw new IOException("the jar lacks " + asset.resource());
            }
            context.contentType(asset.contentType()).result(in.readAllBytes());
        }
    }
}
