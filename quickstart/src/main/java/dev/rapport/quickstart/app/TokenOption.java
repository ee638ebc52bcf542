package dev.rapport.quickstart.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command that asks a running pipeline shows to be let in, where the pipeline asks for tokens. */
final class TokenOption {
    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:RAPPORT_TOKEN}",
            description = "Token of http.tokens-file to ask the pipeline with, where it asks for one"
                    + " (default: the environment variable RAPPORT_TOKEN).")
    private @Nullable String token;

    /** The token; empty where none was given. */
    Optional<String> value() {
        return Optional.ofNullable(token).filter(given -> !given.isBlank());
    }
}
