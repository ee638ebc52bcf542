package dev.rapport.ingestion.capture.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.runtime.http.HttpRoutes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/**
 * {@code GET /sourceConfig?writeKey=…}: what RudderStack's SDKs ask their control plane for before they send anything
 * ({@code configUrl} pointed here). It names an enabled source without destinations, so that everything is sent to us.
 */
public final class SourceConfigResource implements HttpRoutes {
    private static final String PATH = "/sourceConfig";

    private final WriteKeys writeKeys;

    public SourceConfigResource(CaptureConfig config) {
        this.writeKeys = new WriteKeys(config);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::sourceConfig);
        routes.options(PATH, CrossOrigin::preflight);
    }

    private void sourceConfig(Context context) {
        CrossOrigin.allow(context);
        try {
            var key = writeKeys.ofRequest(context.header("Authorization"), context.queryParam("writeKey"));
            var name = writeKeys.source(key, key);
            context.contentType("application/json").result(document(name).toString());
        } catch (RefusedRequestException refused) {
            CaptureAnswers.refused(context, refused);
        }
    }

    private static ObjectNode document(String source) {
        var json = JsonNodeFactory.instance;
        var off = json.objectNode().put("enabled", false);
        var statistics = json.objectNode();
        statistics.set("errors", off);
        statistics.set("metrics", off.deepCopy());
        var description = json.objectNode()
                .put("id", source)
                .put("name", source)
                .put("workspaceId", "rapport")
                .put("enabled", true);
        description.set("config", json.objectNode().set("statsCollection", statistics));
        description.set("destinations", json.arrayNode());
        return json.objectNode().set("source", description);
    }
}
