package dev.rapport.quickstart.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The demo's folder: the pipeline's data, and the catalogue and campaign of the invented shop. */
public final class DemoData implements AutoCloseable {
    private final Path dir;
    private final boolean temporary;

    private DemoData(Path dir, boolean temporary) {
        this.dir = dir;
        this.temporary = temporary;
    }

    /** A folder that stays. */
    public static DemoData in(Path dir) {
        return new DemoData(dir, false);
    }

    /** A folder that is deleted on close. */
    public static DemoData temporary() throws IOException {
        return new DemoData(Files.createTempDirectory("rapport-demo-"), true);
    }

    /** The folder. */
    public Path dir() {
        return dir;
    }

    /** Writes what the services read at their start; the settings say where. */
    public Map<String, String> settings(DemoPlan plan) throws IOException {
        return new LinkedHashMap<>();
    }

    @Override
    public void close() throws IOException {
        if (!temporary || !Files.exists(dir)) {
            return;
        }
        try (var paths = Files.walk(dir)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
