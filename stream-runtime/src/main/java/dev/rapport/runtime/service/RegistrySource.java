package dev.rapport.runtime.service;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.registry.HttpSchemaRegistry;
import dev.rapport.runtime.registry.SchemaRegistry;
import java.util.List;
import java.util.Optional;

/** Where the schema registry of a process comes from. Services in production use a remote one. */
@FunctionalInterface
public interface RegistrySource {
    /** Opens the registry when every setting has been read and Kafka's topics exist. */
    @FunctionalInterface
    interface Opener {
        /** @throws RuntimeException when it cannot be opened */
        Opened open(KafkaConnection kafka);
    }

    /**
     * A registry in use.
     *
     * @param routes what it serves over HTTP; none where it is remote
     * @param close  called when the process ends
     */
    record Opened(SchemaRegistry registry, List<HttpRoutes> routes, Runnable close) {}

    /** Reads the settings of the registry; nothing is connected. */
    Opener from(ConfigReader in);

    /** The registry at {@code registry.url}, which must be set. */
    static RegistrySource remote() {
        return in -> {
            var url = in.optionalText("registry.url", "Schema registry that speaks Confluent's API; required.");
            var address = in.build(
                    () -> url.orElseThrow(
                            () -> new IllegalArgumentException(
                                    "registry.url: must be set to the address of a schema registry, such as http://localhost:8085")),
                    () -> "");
            var token = token(in);
            return kafka -> new Opened(new HttpSchemaRegistry(address, token), List.of(), () -> {});
        };
    }

    /** The setting of the token for a remote registry. */
    static Optional<String> token(ConfigReader in) {
        return in.optionalText(
                "registry.token", "Token with the role operate, where the remote registry asks for one.");
    }
}
