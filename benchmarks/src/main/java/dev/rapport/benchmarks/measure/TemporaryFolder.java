package dev.rapport.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder that goes with what is in it. */
public record TemporaryFolder(Path path) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

    /** A new one. */
    public static TemporaryFolder create() {
        try {
            return new TemporaryFolder(Files.createTempDirectory("rapport-bench"));
        } catch (IOException e) {
            throw new BenchmarkException("cannot create a temporary folder: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (var paths = Files.walk(path)) {
            for (var inside : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(inside);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("a temporary folder could not be deleted");
        }
    }
}
