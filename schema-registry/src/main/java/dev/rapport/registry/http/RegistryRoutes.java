package dev.rapport.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.registry.schema.RegistryProtocol;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.registry.SchemaRegistryException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Confluent's registry API at the root of the server, so that outside consumers can decode our topics. Reading is for
 * everybody who reaches the port; a schema is stored for programs of this machine only, unless the operator says that
 * the network may: nobody here has a role yet, and a stored schema stays.
 */
public final class RegistryRoutes implements HttpRoutes {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final List<String> ROOTS = List.of("/subjects", "/schemas", "/config", "/compatibility");

    private static final int FORBIDDEN = 40301;
    /** Browsers send the first on behalf of any page, proxies the others on behalf of anybody. */
    private static final List<String> ON_BEHALF = List.of("Origin", "Forwarded", "X-Forwarded-For");

    private final RegistryProtocol registry;
    private final boolean networkWrites;

    /** @param networkWrites whether programs of other machines may store schemas */
    public RegistryRoutes(RegistryProtocol registry, boolean networkWrites) {
        this.registry = registry;
        this.networkWrites = networkWrites;
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

    private void handle(Context context) throws JsonProcessingException, UnknownHostException {
        var path = Arrays.stream(context.path().substring(1).split("/"))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .toList();
        Object answer;
        try {
            if (isWrite(context.method().name(), path) && !networkWrites && !isOfThisMachine(context)) {
                throw new SchemaRegistryException(
                        FORBIDDEN,
                        "schemas are stored for programs of this machine only; registry.writes=network lets others");
            }
            answer = registry.answer(context.method().name(), path, context.body());
        } catch (SchemaRegistryException e) {
            context.status(e.httpStatus());
            answer = Map.of("error_code", e.errorCode(), "message", String.valueOf(e.getMessage()));
        }
        context.result(Json.strict().writeValueAsBytes(answer)).contentType(CONTENT_TYPE);
    }

    /** Of all that is posted only this changes something. */
    private static boolean isWrite(String method, List<String> path) {
        return method.equals("POST") && path.get(0).equals("subjects") && path.size() != 2;
    }

    private static boolean isOfThisMachine(Context context) throws UnknownHostException {
        // An address in numbers: nothing is looked up.
        return InetAddress.getByName(context.req().getRemoteAddr()).isLoopbackAddress()
                && ON_BEHALF.stream().allMatch(header -> context.header(header) == null);
    }
}
