package dev.rapport.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The sizes of all log segments at the last orderly stop. Kafka opens a log that was cut short since then as if it had
 * always ended there, and consumers go on behind a gap that nobody hears of. After a kill there are no sizes: Kafka then
 * looks at the records themselves.
 */
final class SegmentSizes {
    private static final String FILE = "segment-sizes";
    private static final String SEGMENT_SUFFIX = ".log";

    private SegmentSizes() {}

    /** Notes the sizes; the broker has stopped. */
    static void write(Path root, Path logDir) throws IOException {
        var sizes = new Properties();
        try (var files = Files.walk(logDir)) {
            for (var file : files.filter(path -> path.toString().endsWith(SEGMENT_SUFFIX))
                    .toList()) {
                sizes.setProperty(logDir.relativize(file).toString(), Long.toString(Files.size(file)));
            }
        }
        try (var out = Files.newBufferedWriter(root.resolve(FILE))) {
            sizes.store(out, null);
        }
    }

    /**
     * Compares and forgets: a running broker changes its segments.
     *
     * @throws EmbeddedKafkaException when a segment is gone or shorter
     */
    static void requireWhole(Path root, Path logDir) throws IOException {
        var record = root.resolve(FILE);
        if (!Files.exists(record)) {
            return;
        }
        var sizes = new Properties();
        try (var in = Files.newBufferedReader(record)) {
            sizes.load(in);
        }
        for (var name : sizes.stringPropertyNames()) {
            var segment = logDir.resolve(name);
            var expected = Long.parseLong(sizes.getProperty(name));
            var found = Files.exists(segment) ? Files.size(segment) : 0;
            if (found < expected) {
                throw new EmbeddedKafkaException("the log segment " + segment + " is damaged: " + found + " bytes, "
                        + expected + " when Kafka stopped. Restore " + root + " from a backup; or delete " + record
                        + " and start again, without the events that are gone");
            }
        }
        Files.delete(record);
    }
}
