package dev.rapport.quickstart.app;

import dev.rapport.runtime.config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command which runs a pipeline has. */
final class PipelineOptions {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "HTTP port of capture, API and dashboard; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "Address to listen on: localhost, the default, is this machine only; 0.0.0.0 opens capture, API"
                            + " and dashboard to the network.")
    private @Nullable String host;

    @Option(
            names = "--model",
            paramLabel = "REF",
            description =
                    "Model: 'default' (bundled), a folder in Hugging Face layout, or the id of a model on the Hugging"
                            + " Face hub, such as gpt2, downloaded unless it is in the Hugging Face cache.")
    private @Nullable String model;

    int port() {
        return port;
    }

    /** Settings of file, environment and these options, and some more. */
    Settings settings(@Nullable Path file, Map<String, String> more) {
        Map<String, String> flags = new LinkedHashMap<>(more);
        if (host != null) {
            flags.put("http.host", host);
        }
        if (model != null) {
            flags.put("inference.model", model);
        }
        return Settings.load(Optional.ofNullable(file), System.getenv(), flags);
    }
}
