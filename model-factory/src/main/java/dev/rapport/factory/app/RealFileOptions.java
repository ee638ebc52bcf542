package dev.rapport.factory.app;

import dev.rapport.factory.corpus.RealFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Files of real text. */
final class RealFileOptions {
    @Option(
            names = "--requests",
            paramLabel = "FILE",
            description = "CSV of real requests to customer service, columns instruction (or utterance, or request) and"
                    + " intent, perhaps response. One half is for training, the other half for the evaluation.")
    private @Nullable Path requests;

    @Option(
            names = "--products",
            paramLabel = "FILE",
            description = "Real titles of products, one a line. A part is for training, the others for the evaluation.")
    private @Nullable Path products;

    RealFiles files() {
        return new RealFiles(Optional.ofNullable(requests), Optional.ofNullable(products));
    }
}
