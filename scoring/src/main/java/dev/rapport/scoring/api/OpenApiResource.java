package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code GET /openapi.json}: the description of the API, written by hand. */
final class OpenApiResource implements HttpRoutes {
    static final String PATH = "/openapi.json";

    @Override
    public void addTo(Routes routes) {
        var description = read();
        routes.get(PATH, Role.READ, context -> context.contentType("application/json")
                .result(description));
    }

    private static byte[] read() {
        try (var in = OpenApiResource.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is missing beside " + OpenApiResource.class);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
