package dev.rapport.registry;

import dev.rapport.runtime.config.ConfigReader;
import java.util.Optional;

/**
 * The schema registry of a process.
 *
 * @param url           registry to use; without it the process runs its own
 * @param networkWrites whether programs of other machines may store schemas in its own
 */
record RegistryConfig(Optional<String> url, boolean networkWrites) {
    static RegistryConfig from(ConfigReader in, boolean mayBeRemote) {
        Optional<String> url = mayBeRemote
                ? in.optionalText(
                        "registry.url",
                        "Schema registry that speaks Confluent's API; a service that runs alone needs one, up and demo run"
                                + " their own without it.")
                : Optional.empty();
        var writes = in.text(
                "registry.writes",
                "loopback",
                "Who may store schemas in this process' own registry: programs of this machine (loopback), or every"
                        + " program that reaches the port (network), such as services in other containers.");
        return in.build(() -> of(url, writes), () -> new RegistryConfig(url, false));
    }

    private static RegistryConfig of(Optional<String> url, String writes) {
        return switch (writes) {
            case "loopback" -> new RegistryConfig(url, false);
            case "network" -> new RegistryConfig(url, true);
            default ->
                throw new IllegalArgumentException("registry.writes=" + writes + ": must be loopback or network");
        };
    }
}
