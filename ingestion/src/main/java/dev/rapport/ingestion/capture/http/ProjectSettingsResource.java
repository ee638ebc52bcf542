package dev.rapport.ingestion.capture.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import dev.rapport.runtime.http.HttpRoutes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/projects/{writeKey}/settings}: what browser and mobile SDKs ask for before they send anything. It names
 * this host as the only destination and blocks no event.
 */
public final class ProjectSettingsResource implements HttpRoutes {
    private static final String PATH = "/v1/projects/{writeKey}/settings";

    private final CaptureConfig config;

    public ProjectSettingsResource(CaptureConfig config) {
        this.config = config;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::settings);
        routes.options(PATH, CrossOrigin::preflight);
    }

    private void settings(Context context) {
        CrossOrigin.allow(context);
        var writeKey = context.pathParam("writeKey");
        if (config.source(writeKey).isEmpty()) {
            CaptureAnswers.refused(
                    context, new RefusedRequestException(Reason.UNKNOWN_WRITE_KEY, "the write key is not known"));
            return;
        }
        context.contentType("application/json")
                .result(document(writeKey, context.host(), protocol(context)).toString());
    }

    private static String protocol(Context context) {
        return protocol(context.scheme(), context.header("X-Forwarded-Proto"), context.header("Origin"));
    }

    /**
     * How the SDK's events reach us; it would say https by itself. A page on https may not send to http, so the encryption
     * ends at a proxy before us where such a page gets through, whether the proxy says so or not.
     */
    static String protocol(String scheme, @Nullable String forwarded, @Nullable String origin) {
        var seen = forwarded == null ? scheme : forwarded;
        return seen.equals("http") && (origin == null || !origin.startsWith("https:")) ? "http" : "https";
    }

    private static ObjectNode document(String writeKey, @Nullable String host, String protocol) {
        var json = JsonNodeFactory.instance;
        var destination = json.objectNode().put("apiKey", writeKey).put("protocol", protocol);
        if (host != null) {
            destination.put("apiHost", host + "/v1");
        }
        destination.set("versionSettings", json.objectNode().set("componentTypes", json.arrayNode()));
        var plan = json.objectNode();
        for (var kind : new String[] {"track", "identify", "group"}) {
            plan.set(kind, json.objectNode().set("__default", json.objectNode().put("enabled", true)));
        }
        var settings = json.objectNode();
        settings.set("integrations", json.objectNode().set("Segment.io", destination));
        settings.set("plan", plan);
        settings.set("edgeFunction", json.objectNode());
        settings.set("middlewareSettings", json.objectNode());
        settings.set("enabledMiddleware", json.objectNode());
        settings.set("metrics", json.objectNode().put("sampleRate", 0));
        settings.set("remotePlugins", json.arrayNode());
        return settings.put("analyticsNextEnabled", true);
    }
}
