package dev.rapport.tuning.app;

import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.terminal.OutputFile;
import dev.rapport.tuning.data.PairFile;
import dev.rapport.tuning.outcomes.OutcomePairs;
import dev.rapport.tuning.outcomes.topics.OutcomeTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which pipeline to learn from, and from whom. */
final class OutcomeOptions {
    private static final String DEFAULT_CONSENT = "marketing";

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "With --from-pipeline: its Kafka brokers (default: kafka.bootstrap.servers of --config or of"
                    + " RAPPORT_KAFKA_BOOTSTRAP_SERVERS, else localhost:9092).")
    private @Nullable String bootstrap;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "With --from-pipeline: properties file of its services, for kafka.* and registry.url.")
    private @Nullable Path config;

    @Option(
            names = "--consent",
            paramLabel = "CATEGORY",
            description = "With --from-pipeline: category that a customer must have granted besides that of the"
                    + " campaign; may be repeated (default: " + DEFAULT_CONSENT + ").")
    private List<String> consents = List.of();

    @Option(
            names = "--pairs-out",
            paramLabel = "FILE",
            description = "With --from-pipeline: write the pairs there, as --data takes them; without --out nothing is"
                    + " trained.")
    private @Nullable Path pairsOut;

    boolean isUsed() {
        return bootstrap != null || config != null || pairsOut != null || !consents.isEmpty();
    }

    Optional<Path> pairsOut() {
        return Optional.ofNullable(pairsOut);
    }

    /** Why the pairs cannot be written where they are wanted, if so. */
    Optional<String> writeFault() {
        return pairsOut().flatMap(file -> OutputFile.fault(file).map(fault -> "--pairs-out " + file + ": " + fault));
    }

    /** @param notes progress, a line at a time */
    OutcomePairs read(Consumer<String> notes) {
        var flags = bootstrap == null ? Map.<String, String>of() : Map.of("kafka.bootstrap.servers", bootstrap);
        var settings = Settings.load(Optional.ofNullable(config), System.getenv(), flags);
        var required = consents.isEmpty() ? Set.of(DEFAULT_CONSENT) : Set.copyOf(consents);
        return OutcomeTopics.read(settings, required, notes);
    }

    /** Writes the pairs beside the file first, so that there is all of them or what was there before. */
    void write(OutcomePairs found) throws IOException {
        if (pairsOut == null) {
            return;
        }
        var file = pairsOut.toAbsolutePath();
        var unfinished = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".tmp");
        try {
            Files.writeString(unfinished, PairFile.text(found.pairs()));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
