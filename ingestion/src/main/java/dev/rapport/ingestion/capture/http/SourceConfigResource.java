package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.Sources;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import io.javalin.http.Context;

/**
 * {@code GET /sourceConfig?writeKey=…}: what RudderStack's SDKs ask their control plane for before they send anything
 * ({@code configUrl} pointed here). It names an enabled source without destinations, so that everything is sent to us.
 */
public final class SourceConfigResource implements HttpRoutes {
    private static final String PATH = "/sourceConfig";

    private final WriteKeys writeKeys;

    public SourceConfigResource(Sources sources) {
        this.writeKeys = new WriteKeys(sources);
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.CAPTURE, this::sourceConfig);
        routes.options(PATH, Role.CAPTURE, CrossOrigin::preflight);
    }

    private void sourceConfig(Context context) {
        CrossOrigin.allow(context);
        try {
            var source = writeKeys
                    .ofRequest(context.header("Authorization"), context.queryParam("writeKey"))
                    .orElseThrow(WriteKeys::missing);
            JsonAnswers.write(context, 200, SourceConfig.of(source.source()));
        } catch (RefusedRequestException refused) {
            JsonAnswers.refuse(context, refused);
        }
    }
}
