package dev.rapport.benchmarks.app;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the benchmark of enrichment. */
final class EnrichmentOptions {
    /** Their names. */
    static final Set<String> NAMES = Set.of("--profiles");

    private static final int MAX = 10_000_000;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    private List<Integer> profiles = List.of();

    @Option(
            names = "--profiles",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,100000",
            description = {
                "enrichment: how many customers are known before it measures, one number or several"
                        + " (default: ${DEFAULT-VALUE}).",
                "Preparing comes on top of --seconds and takes minutes for each number."
            })
    void setProfiles(List<Integer> profiles) {
        for (var count : profiles) {
            if (count < 1 || count > MAX) {
                throw new ParameterException(
                        Objects.requireNonNull(spec).commandLine(),
                        "--profiles " + count + ": must be at least 1 and at most " + MAX);
            }
        }
        this.profiles = List.copyOf(profiles);
    }

    List<Integer> profiles() {
        return profiles;
    }
}
