package dev.rapport.registry;

import dev.rapport.registry.http.RegistryRoutes;
import dev.rapport.registry.schema.KafkaSchemaRegistry;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.service.RegistrySource;
import java.util.List;
import java.util.Optional;

/** A schema registry inside the process, on the topic {@code _schemas}; for one machine and for the compose file. */
public final class LocalRegistry implements RegistrySource {
    private final boolean mayBeRemote;

    private LocalRegistry(boolean mayBeRemote) {
        this.mayBeRemote = mayBeRemote;
    }

    /** Runs its own, or uses the one at {@code registry.url} where that is set. */
    public static LocalRegistry unlessRemote() {
        return new LocalRegistry(true);
    }

    /** Runs its own. */
    public static LocalRegistry alone() {
        return new LocalRegistry(false);
    }

    @Override
    public Opener from(ConfigReader in) {
        Optional<String> url = mayBeRemote
                ? in.optionalText(
                        "registry.url",
                        "Schema registry that speaks Confluent's API; a service that runs alone needs one, up and demo run"
                                + " their own without it.")
                : Optional.empty();
        if (mayBeRemote) {
            RegistrySource.token(in);
        }
        return url.isPresent() ? RegistrySource.remote().from(in) : LocalRegistry::open;
    }

    private static Opened open(KafkaConnection kafka) {
        var registry = KafkaSchemaRegistry.open(kafka);
        return new Opened(registry, List.of(new RegistryRoutes(registry)), registry::close);
    }
}
