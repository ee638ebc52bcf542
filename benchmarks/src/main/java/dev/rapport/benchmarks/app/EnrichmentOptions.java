package dev.rapport.benchmarks.app;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options of the benchmark of enrichment. */
final class EnrichmentOptions {
    /** Their names. */
    static final Set<String> NAMES = Set.of("--profiles");

    @Option(
            names = "--profiles",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,100000",
            description = {
                "enrichment: how many customers are known before it measures, one number or several"
                        + " (default: ${DEFAULT-VALUE}).",
                "A million takes about three minutes to prepare."
            })
    private List<Integer> profiles = List.of();

    List<Integer> profiles() {
        return profiles;
    }
}
