package dev.rapport.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.registry.schema.RegistryProtocol;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.registry.SchemaRegistryException;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Confluent's registry API at the root of the server, so that outside consumers can decode the topics. */
public final class RegistryRoutes implements HttpRoutes {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final List<String> ROOTS = List.of("/subjects", "/schemas", "/config", "/compatibility");

    private final RegistryProtocol registry;

    public RegistryRoutes(RegistryProtocol registry) {
        this.registry = registry;
    }

    @Override
    public void addTo(Routes routes) {
        for (var root : ROOTS) {
            routes.get(root, Role.READ, this::handle);
            routes.get(root + "/<rest>", Role.READ, this::handle);
        }
        // Looks a schema up, and compares one; whatever else is posted may store one, and a stored schema stays.
        routes.post("/subjects/{subject}", Role.READ, this::handle);
        routes.post("/compatibility/<rest>", Role.READ, this::handle);
        routes.post("/subjects/<rest>", Role.OPERATE, this::handle);
    }

    private void handle(Context context) throws JsonProcessingException {
        var path = Arrays.stream(context.path().substring(1).split("/"))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .toList();
        Object answer;
        try {
            if (path.contains("")) {
                throw new SchemaRegistryException(404, "the path must not have empty segments");
            }
            answer = registry.answer(context.method().name(), path, context.body());
        } catch (SchemaRegistryException e) {
            context.status(e.httpStatus());
            answer = Map.of("error_code", e.errorCode(), "message", String.valueOf(e.getMessage()));
        }
        context.result(Json.strict().writeValueAsBytes(answer)).contentType(CONTENT_TYPE);
    }
}
