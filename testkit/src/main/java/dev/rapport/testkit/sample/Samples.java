package dev.rapport.testkit.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real data of others: not part of the project, in a folder that the environment variable {@code RAPPORT_SAMPLES} names.
 * What it holds is listed in CONTRIBUTING.md.
 */
public final class Samples {
    private static final String VARIABLE = "RAPPORT_SAMPLES";

    private Samples() {}

    /** A file or folder among them; the test is skipped, with the reason, where it is absent. */
    public static Path path(String name) {
        var folder = System.getenv(VARIABLE);
        Assumptions.assumeTrue(folder != null, VARIABLE + " is not set: it names the folder that has " + name);
        var path = Path.of(folder, name);
        Assumptions.assumeTrue(Files.exists(path), path + " is absent");
        return path;
    }
}
