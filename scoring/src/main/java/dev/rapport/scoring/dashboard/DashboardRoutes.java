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

    private static final String HTML = "text/html; charset=utf-8";

    private static final Map<String, Asset> ASSETS = Map.ofEntries(
            Map.entry("/", new Asset(FOLDER + "index.html", HTML)),
            Map.entry("/campaigns", new Asset(FOLDER + "campaigns.html", HTML)),
            Map.entry("/catalog", new Asset(FOLDER + "catalog.html", HTML)),
            Map.entry("/dashboard/dashboard.css", new Asset(FOLDER + "dashboard.css", "text/css; charset=utf-8")),
            script("dashboard.js"),
            script("campaigns.js"),
            script("catalog.js"),
            script("format.js"),
            script("page.js"),
            script("experiment.js"),
            Map.entry(
                    "/dashboard/chart.js",
                    new Asset("/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.js", JAVASCRIPT)),
            Map.entry("/favicon.ico", new Asset(FOLDER + "favicon.svg", "image/svg+xml")));

    private static Map.Entry<String, Asset> script(String name) {
        return Map.entry("/dashboard/" + name, new Asset(FOLDER + name, JAVASCRIPT));
    }

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
