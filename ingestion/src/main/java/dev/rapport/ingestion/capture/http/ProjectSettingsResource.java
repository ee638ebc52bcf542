package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/projects/{writeKey}/settings}: what browser and mobile SDKs ask for before they send anything. It names
 * this host as the only destination and blocks no event.
 */
public final class ProjectSettingsResource implements HttpRoutes {
    private static final String PATH = "/v1/projects/{writeKey}/settings";

    private final Sources sources;

    public ProjectSettingsResource(Sources sources) {
        this.sources = sources;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.CAPTURE, this::settings);
        routes.options(PATH, Role.CAPTURE, CrossOrigin::preflight);
    }

    private void settings(Context context) {
        CrossOrigin.allow(context);
        var writeKey = context.pathParam("writeKey");
        if (sources.find(writeKey).isEmpty()) {
            JsonAnswers.refuse(
                    context, new RefusedRequestException(Reason.UNKNOWN_WRITE_KEY, "the write key is not known"));
            return;
        }
        JsonAnswers.write(context, 200, ProjectSettings.of(writeKey, context.host(), protocol(context)));
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
}
