package dev.rapport.quickstart.client;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which running pipeline a command asks, and how it is let in. */
public final class PipelineOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:RAPPORT_URL:-http://localhost:8080}",
            description = "The running pipeline, or its ingestion (default: RAPPORT_URL, else http://localhost:8080).")
    private URI url = URI.create("http://localhost:8080");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:RAPPORT_TOKEN}",
            description =
                    "Token of http.tokens-file, where the pipeline asks for one; what changes anything, and original bytes,"
                            + " need the role operate (default: RAPPORT_TOKEN).")
    private @Nullable String token;

    /** Where it is. */
    public URI url() {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new ParameterException(
                    spec.commandLine(), "--url must be a URL such as http://localhost:8080, is '" + url + "'");
        }
        return url;
    }

    /** Empty where it lets in without. */
    public Optional<String> token() {
        return Optional.ofNullable(token).filter(given -> !given.isBlank());
    }

    /** @param root path that all others are below, for example {@code /api/v1/dead-letters} */
    public PipelineClient client(String root) {
        return new PipelineClient(url(), token(), root);
    }
}
