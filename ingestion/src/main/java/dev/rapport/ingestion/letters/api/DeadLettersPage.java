package dev.rapport.ingestion.letters.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** The page {@code /dead-letters} and its files, each named here, so that nothing else of the jar can be read. */
public final class DeadLettersPage implements HttpRoutes {
    private record Asset(String name, String contentType) {}

    private static final Map<String, Asset> ASSETS = Map.of(
            "/dead-letters", new Asset("dead-letters.html", "text/html; charset=utf-8"),
            "/dead-letters/dead-letters.css", new Asset("dead-letters.css", "text/css; charset=utf-8"),
            "/dead-letters/dead-letters.js", new Asset("dead-letters.js", "text/javascript; charset=utf-8"));

    @Override
    public void addTo(Routes routes) {
        ASSETS.forEach((path, asset) -> routes.get(path, Role.READ, context -> send(context, asset)));
    }

    private static void send(Context context, Asset asset) throws IOException {
        try (var in = DeadLettersPage.class.getResourceAsStream(asset.name())) {
            if (in == null) {
                throw new IOException("the jar lacks " + asset.name());
            }
            context.contentType(asset.contentType()).result(in.readAllBytes());
        }
    }
}
