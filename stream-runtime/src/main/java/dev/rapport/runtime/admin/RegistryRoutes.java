package dev.rapport.runtime.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.registry.RegistryProtocol;
import dev.rapport.runtime.registry.SchemaRegistryException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Confluent's registry API at the root of the server, so that outside consumers can decode our topics. */
public final class RegistryRoutes implements HttpRoutes {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ROOTS = List.of("/subjects", "/schemas", "/config", "/compatibility");

    private final RegistryProtocol registry;

    public RegistryRoutes(RegistryProtocol registry) {
        this.registry = registry;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        Handler handler = this::handle;
        for (var root : ROOTS) {
            routes.get(root, handler);
            routes.get(root + "/<rest>", handler);
            routes.post(root + "/<rest>", handler);
        }
    }

    private void handle(Context context) throws JsonProcessingException {
        var path = Arrays.stream(context.path().substring(1).split("/"))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .toList();
        Object answer;
        try {
            answer = registry.answer(context.method().name(), path, context.body());
        } catch (SchemaRegistryException e) {
            context.status(e.httpStatus());
            answer = Map.of("error_code", e.errorCode(), "message", String.valueOf(e.getMessage()));
        }
        context.result(JSON.writeValueAsBytes(answer)).contentType(CONTENT_TYPE);
    }
}
