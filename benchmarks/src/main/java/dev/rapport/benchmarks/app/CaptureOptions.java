package dev.rapport.benchmarks.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the benchmark of capture. */
final class CaptureOptions {
    /** Their names. */
    static final Set<String> NAMES = Set.of("--base", "--minutes");

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = {
                "capture: a checkout of another version, in which ./rapport has been run once. Only the servers of both are",
                "measured then, each in a process of its own, in turns, with the same client and the same settings."
            })
    private @Nullable Path base;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "0",
            description = "capture: then a steady load of half the rate for so long, with the memory in its course.")
    private int minutes;

    Optional<Path> base() {
        return Optional.ofNullable(base);
    }

    /** 0 for no steady load. */
    int minutes() {
        return minutes;
    }
}
